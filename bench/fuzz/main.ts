import { rmSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { LIMIT_SCOPES } from '../../config/rateLimits.ts'
import { cacheFolder } from '../../dev/cache.ts'
import { commandLine } from '../../dev/commandLine.ts'
import { ROOT } from '../../dev/tsx.ts'
import { findSchemathesis } from './python.ts'
import { type Outcome, runs } from './runs.ts'
import { startFuzzStack } from './stack.ts'

/**
 * `npm run fuzz`: schemathesis against the API and its own OpenAPI document, as nobody, as an owner, as the founder of a second organization
 * and as a program. Its status is 0 only when no check failed. The seed settles what is generated; ids and moments differ from run to run.
 * `--only "api key"` is one run of them, `--operation getBrands` one operation.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '20261125' },
    cases: { type: 'string', default: '6000' },
    only: { type: 'string' },
    operation: { type: 'string' },
    /** The limits of the API under test, as RATE_LIMITS takes them: counting would turn most answers into 429. */
    'rate-limits': { type: 'string', default: unlimited() },
  },
})

/** `policy.scope=off` for each. */
function unlimited(): string {
  return Object.entries(LIMIT_SCOPES)
    .flatMap(([policy, scopes]) => scopes.map((scope) => `${policy}.${scope}=off`))
    .join(',')
}

const logs = path.join(ROOT, '.data', 'fuzz')
const say = (line: string) => void process.stderr.write(`fuzz: ${line}\n`)

await commandLine(async ({ signal }) => {
  const st = await findSchemathesis({ cache: cacheFolder(), say, signal })
  rmSync(logs, { recursive: true, force: true })
  say('starting Postgres and the API')
  const stack = await startFuzzStack({ logs, rateLimits: values['rate-limits'], signal })
  const outcomes: Outcome[] = []
  try {
    const asked = { seed: Number(values.seed), cases: Number(values.cases), only: values.only, operation: values.operation }
    for await (const outcome of runs({ st, stack, logs, signal, say, ...asked })) outcomes.push(outcome)
  } finally {
    await stack.stop()
  }
  console.table(outcomes)
  const total = (of: 'cases' | 'failures') => outcomes.reduce((sum, outcome) => sum + outcome[of], 0)
  console.log(`${total('cases')} cases, ${total('failures')} failures, seed ${values.seed}; logs and reports: ${logs}`)
  return outcomes.every(({ status }) => status === 'passed') ? 0 : 1
})
