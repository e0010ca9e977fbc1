import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { openaiModel } from '../../activities/models/openai.ts'
import { type ModelStandIn, startModelStandIn } from '../helpers/modelStandIn.ts'
import { testServers } from '../helpers/testServers.ts'
import { startWorkerProcess, type WorkerProcess } from '../helpers/workerProcess.ts'
import { createWorld, type World } from '../helpers/world.ts'

const WRITERS = ['instagram', 'linkedin', 'tiktok']
/** A call that waits for the worker to die. */
const FOR_EVER_MS = 3_600_000

describe('a worker killed in the middle', () => {
  let world: World
  let standIn: ModelStandIn
  let worker: WorkerProcess | undefined
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'crash-'))
  let onCall: (agent: string) => void = () => undefined
  /** Whether writers wait for their answers, so that calls are in flight when the worker is killed. */
  let held = true
  before(async () => {
    standIn = await startModelStandIn({
      serials: true,
      log: (e) => e.kind === 'started' && onCall(e.agent),
      respond: ({ agent }) => ({ latencyMs: held && WRITERS.includes(agent) ? FOR_EVER_MS : 0 }),
    })
    const model = openaiModel({ apiKey: 'none', baseUrl: standIn.baseUrl, model: 'gpt-4o', smallModel: 'gpt-4o-mini', deadlineMs: 30_000 })
    world = await createWorld({ model, worker: false })
  })
  after(async () => {
    await worker?.kill()
    await world?.close()
    await standIn?.close()
    rmSync(dataDir, { recursive: true })
  })

  it('repeats only the calls that were in flight; every draft carries the answers that were stored', async function () {
    this.timeout(120_000)
    const start = async () =>
      startWorkerProcess({
        DATABASE_URL: world.databaseUrl,
        TEMPORAL_ADDRESS: testServers().temporalAddress,
        TEMPORAL_TASK_QUEUE: world.taskQueue,
        PUBLIC_URL: world.url,
        MODEL: 'openai',
        OPENAI_API_KEY: 'none',
        OPENAI_BASE_URL: standIn.baseUrl,
        DATA_DIR: dataDir,
      })
    worker = await start()
    const first = worker

    // The third platform's agent has just been asked: three calls are in flight.
    const threeWriters = new Promise<void>((resolve) => {
      const writers = new Set<string>()
      onCall = (agent) => {
        if (WRITERS.includes(agent) && writers.add(agent).size === 3) resolve()
      }
    })
    const id = await world.generate()
    await threeWriters
    await first.kill()
    held = false
    const atKill = standIn.calls.filter((c) => c.state !== 'finished').map((c) => c.call)
    worker = await start()
    const view = await world.until(id, 'awaiting_approval')

    const finished = standIn.calls.filter((c) => c.state === 'finished')
    const steps = await world.db('agent_steps').where({ request_id: id, state: 'done' }).select('step', 'version', 'pass', 'answer')
    assert.equal(steps.length, 10, 'a strategy, and three agents for each of three platforms')
    assert.equal(finished.length, steps.length, 'answers completed = distinct (request, step, version)')
    assert.equal(atKill.length, 3, 'three calls were in flight at the kill')
    assert.equal(standIn.calls.length - finished.length, atKill.length, 'and nothing else was asked twice')
    assert.deepEqual(
      standIn.calls.filter((c) => c.state === 'hung_up').map((c) => c.call),
      atKill,
    )

    const serials = new Map(finished.map((c) => [c.serial, c.agent]))
    for (const { step, answer } of steps) {
      const own = JSON.stringify(answer).match(/serial-\d{6}/g) ?? []
      assert.ok(own.length, `${step} stores an answer with its serial`)
      for (const serial of own) assert.ok(serials.has(serial), `${serial} in ${step} was really answered`)
    }
    for (const draft of view.drafts) {
      const carried = (JSON.stringify(draft.content_data).match(/serial-\d{6}/g) ?? []).map((serial) => serials.get(serial))
      assert.ok(carried.includes(draft.platform) && carried.includes('brand_voice'), `${draft.platform} carries ${carried}`)
    }
    const calls = await world.db('model_calls').where({ request_id: id })
    assert.equal(calls.length, 10)
    assert.equal((await world.db('mails').where({ request_id: id })).length, 1, 'one mail, though the worker died')

    assert.equal(await worker.stop(), 0, 'a worker that is asked to stop drains and exits well')
  })
})
