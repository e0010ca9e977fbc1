import assert from 'node:assert/strict'
import type { ChildProcess } from 'node:child_process'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chooseModel, modelNames } from '../../activities/models/choose.ts'
import { MODEL_LANGUAGES } from '../../api/languages.ts'
import { modelsInUse } from '../../api/models.ts'
import { loadConfig } from '../../config/env.ts'
import { MODEL_PROVIDERS } from '../../config/models.ts'
import { openDb } from '../../db/knex.ts'
import { freePort } from '../../dev/ports.ts'
import { mailedToken, signUp } from '../helpers/account.ts'
import { startApi } from '../helpers/apiProcess.ts'
import { createTestDatabase, type TestDatabase } from '../helpers/database.ts'
import { until } from '../helpers/until.ts'

describe('the API process', () => {
  let database: TestDatabase
  let dataDir: string
  const running: ChildProcess[] = []
  before(async () => {
    database = await createTestDatabase()
    dataDir = await mkdtemp(path.join(tmpdir(), 'api-process-'))
  })
  after(async () => {
    for (const child of running) child.kill('SIGKILL')
    await rm(dataDir, { recursive: true })
    await database.drop()
  })

  function start(env: Record<string, string> = {}) {
    const api = startApi({ DATABASE_URL: database.url, DATA_DIR: dataDir, ...env })
    running.push(api.child)
    return api
  }

  it('comes up without Temporal, serves, and on SIGTERM ends open streams and exits 0', async () => {
    const api = start()
    const url = await api.listening
    const ready = await (await fetch(`${url}/health/ready`)).json()
    assert.deepEqual(ready, { status: 'degraded', postgres: 'up', migrations: 'applied', temporal: 'down' })
    const send = async (to: string, body: object, token = ''): Promise<{ access_token: string; links: { events: string } }> =>
      (
        await fetch(`${url}${to}`, {
          method: 'POST',
          body: JSON.stringify(body),
          headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        })
      ).json() as Promise<{ access_token: string; links: { events: string } }>
    const post = async (to: string, body: Record<string, unknown>) => {
      const response = await fetch(`${url}${to}`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      })
      return { status: response.status, body: await response.json() }
    }
    const { access_token: token } = await signUp(post, { email: 'a@example.com' }, () =>
      mailedToken(database.db, 'verify_email', 'a@example.com'),
    )
    await send('/api/v1/brands', { brand_name: 'A' }, token)
    const { links } = await send('/api/v1/content/generate', { prompt: 'Hello', platforms: ['tiktok'] }, token)
    assert.ok(links.events.startsWith(url))
    const stream = await fetch(links.events, { headers: { authorization: `Bearer ${token}` } })
    const whole = stream.text()
    api.child.kill('SIGTERM')
    assert.match(await whole, /id: 1\nevent: request\.accepted/)
    assert.equal(await api.exited, 0)
    assert.doesNotMatch(api.said(), new RegExp(token))
  })

  it('answers whoever reaches its port, from the first connection it takes, however long what it opens takes', async () => {
    const port = await freePort()
    // Nobody answers there: opening Redis waits its second out.
    const api = start({ PORT: String(port), REDIS_URL: 'redis://127.0.0.1:1' })
    const answer = await until('the first answer', async () => {
      const asked = await fetch(`http://127.0.0.1:${port}/health/live`, { signal: AbortSignal.timeout(5_000) }).catch(
        (error: Error) => error,
      )
      if (!(asked instanceof Error)) return asked
      assert.notEqual(asked.name, 'TimeoutError', 'a connection was taken and never answered')
      return undefined
    })
    assert.equal(answer.status, 200)
    api.child.kill('SIGTERM')
    assert.equal(await api.exited, 0)
  })

  it('makes a development secret once, for its owner only', async () => {
    const file = path.join(dataDir, 'jwt-secret')
    const secret = await readFile(file, 'utf8')
    assert.ok(secret.length >= 43)
    assert.equal((await stat(file)).mode & 0o777, 0o600)
    const api = start()
    await api.listening
    assert.equal(await readFile(file, 'utf8'), secret)
    api.child.kill('SIGTERM')
    assert.equal(await api.exited, 0)
  })

  it('says in plain words that its port is taken, and exits 1', async () => {
    const first = start()
    const port = new URL(await first.listening).port
    const second = start({ PORT: port })
    assert.equal(await second.exited, 1)
    assert.match(second.said(), new RegExp(`port ${port} on 127\\.0\\.0\\.1 is taken by another process: set PORT`))
    assert.doesNotMatch(second.said(), /\n {4}at /)
    first.child.kill('SIGTERM')
    assert.equal(await first.exited, 0)
  })

  it('does not serve a database that is older than its code', async () => {
    const old = await createTestDatabase()
    try {
      const owner = openDb(old.ownerUrl, { max: 1 })
      await owner('knex_migrations').delete()
      await owner.destroy()
      const api = start({ DATABASE_URL: old.url })
      assert.equal(await api.exited, 1)
      assert.match(api.said(), /run "npm run db:migrate" first \(0001_foundation/)
    } finally {
      await old.drop()
    }
  })

  it('names every setting that is wrong, and exits 1', async () => {
    const api = start({ MODEL: 'openai', PUBLIC_URL: 'nonsense' })
    assert.equal(await api.exited, 1)
    assert.match(api.said(), /OPENAI_API_KEY/)
    assert.match(api.said(), /PUBLIC_URL/)
  })

  it('knows the models that may be asked', () => {
    const keys = { OPENAI_API_KEY: 'none', ANTHROPIC_API_KEY: 'none', GEMINI_API_KEY: 'none' }
    const { provider, name } = chooseModel(loadConfig(keys)).label
    assert.deepEqual(modelsInUse(loadConfig(keys)), [`${provider}/${name}`])
    const settings = { ...keys, MODEL: 'openai', MODEL_FALLBACK: 'gemini,offline', MODEL_AGENTS: 'strategist=anthropic/claude-opus-5-5' }
    const known = modelsInUse(loadConfig(settings)).map((name) => name.replace(/^[a-z]+\//, ''))
    for (const name of modelNames(loadConfig(settings))) assert.ok(known.includes(name), name)
  })

  it('offers the languages that the models can write', () => {
    const keys = { OPENAI_API_KEY: 'none', ANTHROPIC_API_KEY: 'none', GEMINI_API_KEY: 'none' }
    for (const MODEL of MODEL_PROVIDERS) assert.deepEqual(MODEL_LANGUAGES[MODEL], chooseModel(loadConfig({ ...keys, MODEL })).languages)
  })
})
