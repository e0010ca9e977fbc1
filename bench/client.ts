import { mkdirSync, readFileSync, watch } from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { acrossTenants, openDb } from '../db/knex.ts'
import { awaitMail } from '../dev/demo/mailbox.ts'
import type { BenchStack } from './stack.ts'

const PROMPT =
  'Launch our linen summer collection: breathable fabric, made in Portugal, sizes XS to 4XL, free shipping this week. Invite people to visit the store.'

export interface BenchClient {
  /** Posts one request and resolves when its review mail lies in the mailbox; both times in ms. */
  request(): Promise<{ id: string; generateMs: number; totalMs: number }>
  token: string
  close(): void
}

/** A signed-in organization with quota to spare. Completion is the mail's file: it is written after the status has moved. */
export async function benchClient(stack: BenchStack): Promise<BenchClient> {
  // The plain client of Node, kept alive: what is measured is the API, and fetch alone adds milliseconds on a full machine.
  const agent = new http.Agent({ keepAlive: true })
  const send = (method: string, route: string, body?: unknown, token?: string): Promise<Record<string, unknown>> =>
    new Promise((resolve, reject) => {
      const headers = { ...(body ? { 'content-type': 'application/json' } : {}), ...(token ? { authorization: `Bearer ${token}` } : {}) }
      const request = http.request(`${stack.apiUrl}${route}`, { method, agent, headers }, (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk
        })
        response.on('end', () => {
          if ((response.statusCode ?? 500) >= 300) reject(new Error(`${route} answered ${response.statusCode}: ${text}`))
          else resolve(JSON.parse(text) as Record<string, unknown>)
        })
      })
      request.on('error', reject).end(body ? JSON.stringify(body) : undefined)
    })
  const post = (route: string, body: unknown, token?: string) => send('POST', route, body, token)
  const password = 'a long enough password'
  await post('/api/v1/auth/register', { email: 'owner@bench.example', password, organization_name: 'Bench' })
  const fits = { mailbox: stack.mailbox, what: 'that proves the address', fits: () => true, found: /\/account\/verify\/(\S+)/ }
  const mailed = await awaitMail(fits, AbortSignal.timeout(30_000))
  const { access_token } = await post('/api/v1/auth/verify-email', { token: mailed, password })
  const token = String(access_token)
  await post('/api/v1/brands', { brand_name: 'Casa Lino', brand_guidelines: 'Warm, plain words.' }, token)
  const db = openDb(stack.ownerUrl, { max: 1 })
  await acrossTenants(db)('quota_periods').update({ unit_limit: 1_000_000 })
  await db.destroy()

  const waiting = new Map<string, () => void>()
  mkdirSync(stack.mailbox, { recursive: true })
  // A mail arrives by renaming a finished file: the name is the news, and the folder is never listed.
  const watcher = watch(stack.mailbox, (_event, name) => {
    if (!name?.endsWith('.json')) return
    const mail = JSON.parse(readFileSync(path.join(stack.mailbox, name), 'utf8')) as { to: { email: string } }
    waiting.get(mail.to.email)?.()
  })
  let count = 0
  return {
    async request() {
      const email = `approver-${++count}@bench.example`
      const arrived = new Promise<void>((resolve) => waiting.set(email, resolve))
      const startedAt = performance.now()
      const approval = { mode: 'required', approvers: [{ email, name: 'Approver' }] }
      const { id } = await post(
        '/api/v1/content/generate',
        { prompt: PROMPT, platforms: ['instagram', 'linkedin', 'tiktok'], approval },
        token,
      )
      const generateMs = performance.now() - startedAt
      await arrived
      waiting.delete(email)
      return { id: String(id), generateMs, totalMs: performance.now() - startedAt }
    },
    token,
    close() {
      watcher.close()
      agent.destroy()
    },
  }
}
