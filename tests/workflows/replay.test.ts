import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js'
import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker'
import { DeterminismViolationError } from '@temporalio/workflow'
import { ModelFailure } from '../../activities/models/port.ts'
import { quietRuntime } from '../helpers/runtime.ts'
import { createWorld, type World, workflowBundle } from '../helpers/world.ts'

const FOLDER = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'histories')

/** What running workflows may look like when a new release takes them over. `npm run histories:record` writes them anew. */
const SCENARIOS: Record<string, (world: World) => Promise<string>> = {
  async approved(world) {
    const id = await world.generate()
    await world.until(id, 'awaiting_approval')
    await world.decide(id, { instagram: 'approve', linkedin: 'approve', tiktok: 'approve' })
    await world.until(id, 'completed')
    return id
  },
  async waiting(world) {
    const id = await world.generate()
    await world.until(id, 'awaiting_approval')
    return id
  },
  async changedTwiceThenMixed(world) {
    const id = await world.generate({ platforms: ['instagram', 'linkedin'] })
    for (const round of [1, 2]) {
      await world.until(id, (v) => v.approval.round === round && v.status === 'awaiting_approval')
      const rest = round === 1 ? { instagram: 'approve' as const } : {}
      await world.decide(id, { ...rest, linkedin: 'request_changes' }, `Mention the harbour of town ${round}`)
    }
    await world.until(id, (v) => v.approval.round === 3 && v.status === 'awaiting_approval')
    await world.decide(id, { linkedin: 'reject' })
    await world.until(id, 'partial')
    return id
  },
  async onePlatformFailed(world) {
    world.model.inject('tiktok', () => {
      throw new ModelFailure('refused', 'the model will not write this')
    })
    const id = await world.generate()
    await world.until(id, 'awaiting_approval')
    world.model.heal()
    return id
  },
  async carouselDrawn(world) {
    const id = await world.generate({ platforms: ['instagram', 'linkedin'], content_types: { instagram: 'carousel' } })
    await world.until(id, 'awaiting_approval')
    return id
  },
  async regenerated(world) {
    const id = await world.generate({ platforms: ['instagram', 'linkedin'] })
    await world.until(id, 'awaiting_approval')
    const body = { base_version: 1, instruction: 'Mention the harbour of Lisbon' }
    await world.call('POST', `/api/v1/content/requests/${id}/drafts/linkedin/regenerate`, body)
    await world.until(id, (v) => v.approval.round === 2 && v.status === 'awaiting_approval')
    return id
  },
  async cancelled(world) {
    const id = await world.generate({ platforms: ['linkedin'] })
    await world.until(id, 'awaiting_approval')
    await world.call('POST', `/api/v1/content/requests/${id}/cancel`)
    await world.until(id, 'cancelled')
    await world.workflow(id).result()
    return id
  },
}

describe('recorded histories', () => {
  before(async function () {
    quietRuntime()
    if (!process.env.RECORD_HISTORIES) return
    this.timeout(120_000)
    mkdirSync(FOLDER, { recursive: true })
    const world = await createWorld()
    try {
      for (const [name, play] of Object.entries(SCENARIOS)) {
        const history = await world.workflow(await play(world)).fetchHistory()
        writeFileSync(path.join(FOLDER, `${name}.json`), `${JSON.stringify(JSON.parse(historyToJSON(history)), null, 1)}\n`)
      }
    } finally {
      await world.close()
    }
  })

  const historyOf = (name: string) => JSON.parse(readFileSync(path.join(FOLDER, `${name}.json`), 'utf8'))

  it('exist for every scenario', () => {
    assert.deepEqual(
      readdirSync(FOLDER).sort(),
      Object.keys(SCENARIOS)
        .map((name) => `${name}.json`)
        .sort(),
    )
  })

  for (const name of Object.keys(SCENARIOS))
    it(`replay: ${name}`, async () => {
      await Worker.runReplayHistory({ workflowBundle: await workflowBundle() }, historyOf(name))
    })

  it('would not replay against a workflow that does its work in another order', async () => {
    const workflowsPath = fileURLToPath(new URL('../fixtures/otherWorkflow.ts', import.meta.url))
    const other = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') })
    await assert.rejects(Worker.runReplayHistory({ workflowBundle: other }, historyOf('approved')), DeterminismViolationError)
  })

  it('hold ids and short facts only: no text of prompt, draft or comment, and no large payload', () => {
    for (const name of Object.keys(SCENARIOS)) {
      const history = historyOf(name) as { events: unknown[] }
      const payloads = [...JSON.stringify(history).matchAll(/"data":"([A-Za-z0-9+/=]+)"/g)].map(([, data]) =>
        Buffer.from(data ?? '', 'base64').toString(),
      )
      for (const text of payloads) {
        assert.doesNotMatch(text, /linen|harbour|free shipping/i, name)
        assert.ok(text.length < 2_000, `${name} has a payload of ${text.length} bytes`)
      }
      assert.ok(history.events.length < 500)
    }
  })
})
