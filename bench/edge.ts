import { readFileSync } from 'node:fs'
import http from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import type { BenchClient } from './client.ts'
import { openLane } from './lane.ts'
import type { BenchStack } from './stack.ts'

/** Times of `total` answers to one request, by so many lanes that each ask again as soon as they are answered, after as many unmeasured. */
export async function closedLoop(
  url: string,
  of: { lanes: number; total: number; method: string; path: string; token: string; body?: string },
): Promise<{ times: number[]; perSecond: number }> {
  const headers = { authorization: `Bearer ${of.token}` }
  const lanes = await Promise.all(Array.from({ length: of.lanes }, () => openLane(url, { ...of, headers })))
  const times: number[] = []
  let asked = -Math.min(of.total, 500)
  let startedAt = performance.now()
  await Promise.all(
    lanes.map(async (lane) => {
      while (asked < of.total) {
        const nth = asked++
        if (nth === 0) startedAt = performance.now()
        const took = await lane.ask()
        if (nth >= 0) times.push(took)
      }
    }),
  )
  for (const lane of lanes) lane.close()
  return { times, perSecond: (times.length / (performance.now() - startedAt)) * 1000 }
}

/** Resident memory of a process, in bytes. Linux only. */
const memoryOf = (pid: number): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024

export interface StreamFigures {
  streams: number
  opened_in_s: number
  kib_per_stream: number
  /** From a change of the request until every stream has been told. */
  told_all_in_ms: number
}

/** Opens so many event streams of one request that waits for its client, weighs the API process, and tells them all something. */
export async function openStreams(
  stack: BenchStack,
  client: BenchClient,
  streams: number,
  say: (line: string) => void,
): Promise<StreamFigures> {
  const { id } = await client.request()
  const agent = new http.Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY })
  const path = `${stack.apiUrl}/api/v1/content/requests/${id}`
  const headers = { authorization: `Bearer ${client.token}` }
  let told = 0
  let counting = false
  const before = memoryOf(stack.pids.api)
  const startedAt = performance.now()
  const open = () =>
    new Promise<http.ClientRequest>((resolve, reject) => {
      const request = http.get(`${path}/events`, { agent, headers }, (response) => {
        if (response.statusCode !== 200) return reject(new Error(`a stream answered ${response.statusCode}`))
        let seen = false
        response.setEncoding('utf8').on('data', (chunk: string) => {
          if (!seen) {
            seen = true
            resolve(request)
          }
          if (counting && chunk.includes('event: links.revoked')) told++
        })
        response.on('error', () => undefined)
      })
      request.on('error', reject)
    })
  const opened: http.ClientRequest[] = []
  // In handfuls, as people come; what is weighed is that they stay.
  for (let i = 0; i < streams; i += 200) opened.push(...(await Promise.all(Array.from({ length: Math.min(200, streams - i) }, open))))
  const openedMs = performance.now() - startedAt
  say(`${opened.length} streams are open`)
  await delay(5_000)
  const after = memoryOf(stack.pids.api)

  counting = true
  const toldAt = performance.now()
  const revoke = await fetch(`${path}/approval-links`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ action: 'revoke' }),
  })
  if (!revoke.ok) throw new Error(`the links were not revoked: ${revoke.status}`)
  while (told < opened.length && performance.now() - toldAt < 60_000) await delay(20)
  const toldMs = performance.now() - toldAt
  if (told < opened.length) throw new Error(`only ${told} of ${opened.length} streams were told`)
  for (const request of opened) request.destroy()
  return {
    streams: opened.length,
    opened_in_s: Math.round(openedMs / 100) / 10,
    kib_per_stream: Math.round((after - before) / 1024 / opened.length),
    told_all_in_ms: Math.round(toldMs),
  }
}
