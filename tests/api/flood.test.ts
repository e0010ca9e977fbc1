import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import http from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { mailedToken, type SignedIn, signUp } from '../helpers/account.ts'
import { type ApiProcess, startApi } from '../helpers/apiProcess.ts'
import { GENERATE, JWT_SECRET } from '../helpers/apiWorld.ts'
import { createTestDatabase, type TestDatabase } from '../helpers/database.ts'

const AT_ONCE = 10_000
const QUOTA = 100

describe('a flood', function () {
  this.timeout(300_000)
  let database: TestDatabase
  let dataDir: string
  let processes: ApiProcess[]
  let urls: string[]
  let account: SignedIn

  before(async () => {
    database = await createTestDatabase()
    dataDir = await mkdtemp(path.join(tmpdir(), 'flood-'))
    const env = {
      DATABASE_URL: database.url,
      DATA_DIR: dataDir,
      JWT_SECRET,
      LOG_LEVEL: 'info',
      // Out of the way: what is shown here is that quota holds by itself.
      RATE_LIMITS: 'generate.user=1000000/60,generate.organization=1000000/60,read.user=100/3600',
    }
    processes = [startApi(env), startApi(env)]
    urls = await Promise.all(processes.map((api) => api.listening))
    const post = async (to: string, body: Record<string, unknown>, token = '') => {
      const response = await fetch(`${urls[0]}${to}`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      })
      return { status: response.status, body: await response.json() }
    }
    account = await signUp(post, { email: 'flood@example.com' }, () => mailedToken(database.db, 'verify_email', 'flood@example.com'))
    assert.equal((await post('/api/v1/brands', { brand_name: 'Flood' }, account.access_token)).status, 201)
    await database.db('quota_periods').where({ organization_id: account.organization.id }).update({ unit_limit: QUOTA })
  })
  after(async () => {
    for (const { child } of processes) child.kill('SIGKILL')
    await rm(dataDir, { recursive: true })
    await database.drop()
  })

  /** Sends so many together, in turn to each process, every one on a connection of its own. Returns how many got which status. */
  async function atOnce(many: number, method: string, to: string, body?: string): Promise<Record<number, number>> {
    const agent = new http.Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY })
    const headers = { authorization: `Bearer ${account.access_token}`, ...(body && { 'content-type': 'application/json' }) }
    const send = (i: number) =>
      new Promise<number>((resolve, reject) => {
        const request = http.request(`${urls[i % urls.length]}${to}`, { method, agent, headers }, (response) => {
          response.resume()
          response.once('end', () => resolve(response.statusCode ?? 0))
        })
        request.once('error', reject).end(body)
      })
    const statuses = await Promise.all(Array.from({ length: many }, (_, i) => send(i)))
    return Object.fromEntries([...new Set(statuses)].map((status) => [status, statuses.filter((s) => s === status).length]))
  }

  it('of 500 requests on a limit of 100 and two API processes: exactly 100 pass', async () => {
    assert.deepEqual(await atOnce(500, 'GET', '/api/v1/content/history'), { 200: 100, 429: 400 })
  })

  it('of ten thousand requests on a quota of 100 and two API processes: exactly 100 are accepted, the rest are told why, and nothing breaks', async () => {
    const body = JSON.stringify({ prompt: 'Launch our linen summer collection', platforms: ['instagram'] })
    assert.deepEqual(await atOnce(AT_ONCE, 'POST', GENERATE, body), { 202: QUOTA, 402: AT_ONCE - QUOTA })

    const of = { organization_id: account.organization.id }
    const { rows } = await database.db.raw('select count(*) from content_requests where organization_id = ?', [of.organization_id])
    assert.equal(rows[0].count, QUOTA)
    const period = await database.db('quota_periods').where(of).first('used', 'reserved')
    assert.deepEqual(period, { used: 0, reserved: QUOTA })
    assert.equal((await database.db('outbox').where(of)).length, QUOTA)
  })
})
