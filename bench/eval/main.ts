import { parseArgs } from 'node:util'
import { openaiModel } from '../../activities/models/openai.ts'
import type { Model } from '../../activities/models/port.ts'
import { mochaGlobalSetup, mochaGlobalTeardown } from '../../tests/helpers/globalSetup.ts'
import { startModelStandIn } from '../../tests/helpers/modelStandIn.ts'
import { createWorld, type World } from '../../tests/helpers/world.ts'
import { OWN_BRIEFS, readBriefs } from './briefs.ts'
import { makeDrafts, noPictures } from './drafts.ts'
import { type Figure, figuresOf } from './figures.ts'
import { answering, casesOf, type Outcome, runFlawed } from './flawed.ts'
import { figureTable, flawFigures, flawTable, rowsOf } from './table.ts'

/**
 * `npm run eval`: whether drafts are honest, through the whole product. Briefs as data go to the offline model; a model that spoils its
 * answers goes through the real adapter. Every figure is computed here; the exit status is 1 when one of them falls short.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    briefs: { type: 'string', multiple: true, default: [] },
    /** In how many forms each flaw is planted; 0 leaves the flawed half out. */
    forms: { type: 'string', default: '2' },
  },
})
const FORMS = Number(values.forms)
const LEAST_FLAWS = 200
/** Every third brief is asked a second time. */
const ONCE_MORE = 3

const say = (line: string) => void process.stderr.write(`eval: ${line}\n`)
/** A line for every fifth of them. */
const counting = (what: string, all: number) => (done: number) => {
  if (done === all || Math.floor((done * 5) / all) > Math.floor(((done - 1) * 5) / all)) say(`${what}: ${done} of ${all}`)
}

async function withWorld<T>(model: Model | undefined, work: (world: World) => Promise<T>): Promise<T> {
  const world = await createWorld({ renderer: noPictures(), ...(model && { model }) })
  try {
    await world.db('quota_periods').update({ unit_limit: 1_000_000 })
    return await work(world)
  } finally {
    await world.close()
  }
}

async function draftFigures(): Promise<{ figures: Figure[]; briefs: number; drafts: number }> {
  const briefs = readBriefs(values.briefs.length ? values.briefs : OWN_BRIEFS)
  return withWorld(undefined, async (world) => {
    const made = await makeDrafts(world, briefs, counting('briefs', briefs.length))
    const some = briefs.filter((_brief, i) => i % ONCE_MORE === 0)
    const again = await makeDrafts(world, some, counting('briefs, once more', some.length))
    return { figures: figuresOf(made, again), briefs: briefs.length, drafts: made.length }
  })
}

async function flawed(): Promise<Outcome[]> {
  const cases = casesOf(FORMS)
  const standIn = await startModelStandIn({ respond: answering(cases) })
  const options = { apiKey: 'none', baseUrl: standIn.baseUrl, deadlineMs: 30_000, model: 'gpt-4o', smallModel: 'gpt-4o-mini' }
  try {
    const callsOf = (id: string) =>
      standIn.calls.filter(
        ({ agent, messages }) => !['strategist', 'quality_assurance'].includes(agent) && messages[0]?.content.includes(`case-${id}-end`),
      ).length
    return await withWorld(openaiModel(options), (world) => runFlawed(world, cases, callsOf, counting('flaws', cases.length)))
  } finally {
    await standIn.close()
  }
}

const kept = {}
const startedAt = performance.now()
say('starting Postgres and Temporal')
await mochaGlobalSetup.call(kept)
try {
  const drafts = await draftFigures()
  const outcomes = FORMS > 0 ? await flawed() : []
  const figures = [...drafts.figures, ...(FORMS > 0 ? flawFigures(outcomes, LEAST_FLAWS) : [])]
  const flaws = rowsOf(outcomes)
  const seconds = Math.round((performance.now() - startedAt) / 1000)
  const short = figures.filter(({ ok }) => !ok)
  if (values.json)
    process.stdout.write(
      `${JSON.stringify({ version: 1, ok: short.length === 0, seconds, briefs: drafts.briefs, drafts: drafts.drafts, figures, flaws }, null, 2)}\n`,
    )
  else {
    const parts = [
      `${drafts.briefs} briefs, ${drafts.drafts} drafts, every third brief asked twice; ${outcomes.length} flaws; ${seconds} s`,
      figureTable(figures),
      outcomes.length ? flawTable(flaws) : '',
    ]
    process.stdout.write(`${parts.filter(Boolean).join('\n\n')}\n`)
    for (const { name, examples } of short) process.stdout.write(`\n${name}:\n${examples.map((example) => `  ${example}`).join('\n')}\n`)
  }
  process.exitCode = short.length ? 1 : 0
} finally {
  await mochaGlobalTeardown.call(kept)
}
