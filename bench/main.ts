import os from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type BenchClient, benchClient } from './client.ts'
import { cpuMsOfTree } from './cpu.ts'
import { closedLoop, openStreams } from './edge.ts'
import { type BenchStack, startBenchStack } from './stack.ts'

/**
 * `npm run bench`: what a request costs and how long it takes. Measures; asserts nothing. One table with its conditions, or one JSON
 * document with --json.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    requests: { type: 'string', default: '160' },
    repeats: { type: 'string', default: '3' },
    'in-flight': { type: 'string', default: '32' },
    latency: { type: 'string', default: '20' },
    reads: { type: 'string', default: '4000' },
    streams: { type: 'string', default: '10000' },
    'no-redis': { type: 'boolean', default: false },
  },
})
const REQUESTS = Number(values.requests)
const REPEATS = Number(values.repeats)
const IN_FLIGHT = Number(values['in-flight'])
const SLOW_MODEL_MS = 200
const CALLS_IN_A_ROW = 4

const say = (line: string) => void process.stderr.write(`bench: ${line}\n`)

const PARTS = ['api', 'worker', 'engine', 'postgres'] as const
type Cpu = Record<(typeof PARTS)[number], number>

const median = (numbers: number[]) => quantile(numbers, 0.5)
const quantile = (numbers: number[], q: number) => {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)] ?? 0
}

/** Runs a stack, measures, and stops it whatever happens. */
async function withStack<T>(latencyMs: number, work: (stack: BenchStack, client: BenchClient) => Promise<T>): Promise<T> {
  const stack = await startBenchStack({ modelLatencyMs: latencyMs, withRedis: !values['no-redis'] }, say)
  try {
    const client = await benchClient(stack)
    try {
      return await work(stack, client)
    } finally {
      client.close()
    }
  } finally {
    await stack.stop()
  }
}

const cpuOf = (stack: BenchStack): Cpu => Object.fromEntries(PARTS.map((part) => [part, cpuMsOfTree(stack.pids[part])])) as Cpu

/** A closed loop that is never drained between warm-up and measurement: a burst of all lanes at once is not what "in flight" means. */
async function throughput(stack: BenchStack, client: BenchClient) {
  const warmUp = IN_FLIGHT * 2
  say(`warming up with ${warmUp} requests, then measuring ${REQUESTS}`)
  const generateMs: number[] = []
  let [completed, before, startedAt, after, endedAt] = [0, cpuOf(stack), 0, cpuOf(stack), 0]
  const lane = async (startAfterMs: number) => {
    await delay(startAfterMs)
    while (completed < warmUp + REQUESTS) {
      const measuring = completed >= warmUp
      const { generateMs: took } = await client.request()
      if (measuring) generateMs.push(took)
      completed++
      if (completed === warmUp) [before, startedAt] = [cpuOf(stack), performance.now()]
      if (completed === warmUp + REQUESTS) [after, endedAt] = [cpuOf(stack), performance.now()]
    }
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, (_, i) => lane(i * 100)))
  const cpu = Object.fromEntries(PARTS.map((part) => [part, (after[part] - before[part]) / REQUESTS])) as Cpu
  const run = { perSecond: (REQUESTS / (endedAt - startedAt)) * 1000, cpu, p50: median(generateMs), p95: quantile(generateMs, 0.95) }
  say(
    `${run.perSecond.toFixed(1)} requests/s, ${PARTS.map((p) => `${p} ${cpu[p].toFixed(0)}`).join(', ')} CPU ms, POST p95 ${run.p95.toFixed(0)} ms`,
  )
  return run
}

async function latency(_stack: BenchStack, client: BenchClient) {
  const over: number[] = []
  for (let i = 0; i < Number(values.latency) + 3; i++) {
    const { totalMs } = await client.request()
    // The first few pay for cold caches.
    if (i >= 3) over.push(totalMs - CALLS_IN_A_ROW * SLOW_MODEL_MS)
  }
  return over
}

/** What the edge costs by itself: the history of an organization read by 32 at once while nothing else goes on, and many open streams. */
async function edge(stack: BenchStack, client: BenchClient) {
  for (let i = 0; i < 60; i++) await client.request()
  const reads = { lanes: IN_FLIGHT, total: Number(values.reads), method: 'GET', path: '/api/v1/content/history', token: client.token }
  const { times, perSecond } = await closedLoop(stack.apiUrl, reads)
  say(`GET history: ${perSecond.toFixed(0)}/s, p50 ${median(times).toFixed(1)} ms, p95 ${quantile(times, 0.95).toFixed(1)} ms`)
  const streams = await openStreams(stack, client, Number(values.streams), say)
  say(JSON.stringify(streams))
  return { perSecond, p50: median(times), p95: quantile(times, 0.95), streams }
}

const runs: Awaited<ReturnType<typeof throughput>>[] = []
for (let repeat = 1; repeat <= REPEATS; repeat++) {
  say(`repeat ${repeat} of ${REPEATS}`)
  runs.push(await withStack(0, throughput))
}
say(`one at a time, model of ${SLOW_MODEL_MS} ms`)
const over = await withStack(SLOW_MODEL_MS, latency)

say(`the edge: ${values.reads} reads, ${values.streams} streams`)
const atEdge = await withStack(0, edge)

const round = (n: number, digits = 0) => Number(n.toFixed(digits))
const cpu = Object.fromEntries(PARTS.map((part) => [part, round(median(runs.map((r) => r.cpu[part])))])) as Cpu
const result = {
  requests_per_second: round(median(runs.map((r) => r.perSecond)), 1),
  cpu_ms_per_request: { total: round(median(runs.map((r) => PARTS.reduce((sum, part) => sum + r.cpu[part], 0)))), ...cpu },
  generate_p50_ms: round(median(runs.map((r) => r.p50)), 1),
  generate_p95_ms: round(median(runs.map((r) => r.p95)), 1),
  over_ideal_p50_ms: round(median(over)),
  over_ideal_p95_ms: round(quantile(over, 0.95)),
  history_per_second: round(atEdge.perSecond),
  history_p50_ms: round(atEdge.p50, 1),
  history_p95_ms: round(atEdge.p95, 1),
  streams: atEdge.streams,
  conditions: {
    model: 'OpenAI adapter against a stand-in on loopback, no tool calls, passes QA at once: 10 calls a request',
    platforms: 3,
    redis: values['no-redis'] ? 'none: Postgres counts limits' : 'counts limits, tells API processes the news',
    in_flight: IN_FLIGHT,
    requests: REQUESTS,
    repeats: REPEATS,
    slow_model_ms: SLOW_MODEL_MS,
    until: 'review mail written',
    node: process.version,
    cpus: `${os.cpus().length} x ${os.cpus()[0]?.model ?? 'unknown'}`,
    at: new Date().toISOString(),
  },
}

if (values.json) console.log(JSON.stringify(result, null, 2))
else {
  const { conditions, cpu_ms_per_request, streams, ...figures } = result
  const flat = (name: string, of: object) => Object.fromEntries(Object.entries(of).map(([k, v]) => [`${name}.${k}`, v]))
  console.table({ ...figures, ...flat('cpu_ms_per_request', cpu_ms_per_request), ...flat('streams', streams) })
  console.log(
    Object.entries(conditions)
      .map(([k, v]) => `${k}: ${v}`)
      .join('\n'),
  )
}
