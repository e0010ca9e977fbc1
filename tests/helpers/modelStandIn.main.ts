import { parseArgs } from 'node:util'
import { startModelStandIn } from './modelStandIn.ts'

/** The stand-in as a process of its own: prints where it listens as one line of JSON, then a line for each call when asked to, until it is stopped. */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    'latency-ms': { type: 'string', default: '0' },
    serials: { type: 'boolean', default: false },
    log: { type: 'boolean', default: false },
  },
})
const say = (value: unknown) => void process.stdout.write(`${JSON.stringify(value)}\n`)
const standIn = await startModelStandIn({
  port: Number(values.port),
  latencyMs: Number(values['latency-ms']),
  serials: values.serials,
  ...(values.log && { log: say }),
})
say({ port: standIn.port, base_url: standIn.baseUrl })

const stop = () => {
  void standIn.close().then(() => process.exit(0))
}
process.once('SIGINT', stop)
process.once('SIGTERM', stop)
