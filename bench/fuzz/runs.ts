import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { tail } from '../../dev/processes.ts'
import { ROOT } from '../../dev/tsx.ts'
import type { FuzzStack } from './stack.ts'
import { type Dictionaries, makeWorld, type World } from './world.ts'

/** One line of the table at the end. */
export interface Outcome {
  run: string
  operations: number
  /** Of them, those that took a well-formed request at least once: how deep the run went. */
  accepted: number
  cases: number
  /** Cases in which a check failed, and operations that could not be tested. */
  failures: number
  seconds: number
  status: 'passed' | 'failed'
}

interface Run {
  name: string
  /** TOML that says who calls. */
  auth(world: World): string
  /** Which operations, where not all of them. */
  which?: string
}

/**
 * Signs in by itself, and again whenever an answer is 401: an access token lives for 15 minutes, and cases sign the caller out, end their
 * session or change their password.
 */
const asOwner = ({ owner }: World): string =>
  [
    '[auth.dynamic.openapi.access_token]',
    'path = "/api/v1/auth/login"',
    `payload = { email = ${JSON.stringify(owner.email)}, password = ${JSON.stringify(owner.password)} }`,
    'extract_selector = "/access_token"',
  ].join('\n')

const RUNS: Run[] = [
  { name: 'signed out', auth: () => '' },
  // Whoever has made a second organization must name one in every request: those without X-Organization-Id would then all be refused alike.
  { name: 'owner', auth: asOwner, which: '--exclude-operation-id=postOrganizations' },
  { name: 'founder', auth: asOwner, which: '--include-operation-id=postOrganizations' },
  { name: 'api key', auth: ({ apiKey }) => `[auth.openapi.api_key]\nbearer = ${JSON.stringify(apiKey)}` },
]

/** Of the report that `st run --report json` writes. */
interface Report {
  running_time: number
  operations: { tested: number } | null
  test_cases: { generated: number; with_failures: number; errored: number }
  exit_code: number
  /** By operation and phase: how many well-formed requests were taken. */
  valid_rates: Record<string, Record<string, { accepted: number }>>
}

/** Runs them one after another; what a run found does not keep the next one from running. */
export async function* runs(of: {
  st: string
  stack: FuzzStack
  logs: string
  seed: number
  /** At least so many cases in all. */
  cases: number
  /** The name of one run. */
  only?: string | undefined
  /** The id of one operation. */
  operation?: string | undefined
  signal: AbortSignal
  say(line: string): void
}): AsyncGenerator<Outcome> {
  const { st, stack, logs, seed, signal, say } = of
  const chosen = RUNS.filter(({ name }) => of.only === undefined || name === of.only)
  const document = (await (await fetch(`${stack.apiUrl}/api/v1/openapi.json`)).json()) as { paths: Record<string, object> }
  // From a file: schemathesis leaves out the operation that it reads a document from.
  const documentFile = path.join(logs, 'openapi.json')
  writeFileSync(documentFile, JSON.stringify(document, null, 2))
  const operations = Object.values(document.paths).flatMap((methods) => Object.keys(methods)).length
  const examples = Math.ceil(of.cases / (operations * chosen.length))
  for (const { name, auth, which } of chosen) {
    const world = await makeWorld(stack, name)
    const file = (ending: string) => path.join(logs, `${name.replaceAll(' ', '-')}.${ending}`)
    writeFileSync(file('toml'), config(auth(world), world.dictionaries), { mode: 0o600 })
    say(`${name}: ${examples} examples an operation, and what the document covers by itself`)
    const running = await stack.start({
      name: 'schemathesis',
      command: st,
      args: [
        '--config-file',
        file('toml'),
        '--no-color',
        'run',
        documentFile,
        `--url=${stack.apiUrl}`,
        `--seed=${seed}`,
        `--max-examples=${examples}`,
        '--report=json',
        `--report-json-path=${file('json')}`,
        ...(which && !of.operation ? [which] : []),
        ...(of.operation ? [`--include-operation-id=${of.operation}`] : []),
      ],
      // Nothing of ours: a proxy would be asked for loopback, and a PYTHONPATH would bring other packages.
      env: { PATH: process.env.PATH, PYTHONUTF8: '1', COLUMNS: '160' },
      cwd: logs,
      logFile: file('log'),
    })
    await Promise.race([running.exited, new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))])
    const outcome = outcomeOf(name, file('json'), file('log'))
    say(`${name}: ${outcome.cases} cases, ${outcome.failures} failures in ${outcome.seconds} s`)
    if (outcome.status === 'failed') say(`${name}: see ${file('log')}`)
    yield outcome
    await world.stillStands()
  }
}

function outcomeOf(run: string, reportFile: string, logFile: string): Outcome {
  let report: Report
  try {
    report = JSON.parse(readFileSync(reportFile, 'utf8')) as Report
  } catch (cause) {
    throw new Error(`schemathesis ended without a report:\n${tail(logFile, 30)}`, { cause })
  }
  const { generated, with_failures, errored } = report.test_cases
  return {
    run,
    operations: report.operations?.tested ?? 0,
    accepted: Object.values(report.valid_rates).filter((phases) => Object.values(phases).some(({ accepted }) => accepted)).length,
    cases: generated,
    failures: with_failures + errored,
    seconds: Math.round(report.running_time),
    status: report.exit_code === 0 ? 'passed' : 'failed',
  }
}

/** A JSON string is a TOML string. */
function config(auth: string, dictionaries: Dictionaries): string {
  const entries = Object.entries(dictionaries).map(([name, values]) => `${name} = { values = ${JSON.stringify(values)} }`)
  return [readFileSync(path.join(ROOT, 'bench/fuzz/schemathesis.toml'), 'utf8'), auth, '[dictionaries]', ...entries, ''].join('\n')
}
