import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildBundle } from './bundle.ts'

/** The last step of `npm run build`: the workflows as one file beside the compiled code. */
const outFile = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'workflow-bundle.js')
await buildBundle(outFile)
console.log(`Bundled the workflows into ${path.relative(process.cwd(), outFile)}.`)
