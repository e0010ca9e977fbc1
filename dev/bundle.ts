import { buildBundle } from '../workers/bundle.ts'

/** Run as a process of its own, because webpack keeps a core busy for seconds: `bundle.ts <file>`. */
const [file] = process.argv.slice(2)
if (!file) throw new Error('usage: bundle.ts <file>')
await buildBundle(file)
