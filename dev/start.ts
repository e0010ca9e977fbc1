import { chooseModel } from '../activities/models/choose.ts'
import { loadConfig } from '../config/env.ts'
import { aborted, commandLine } from './commandLine.ts'
import { openDataDir } from './dataDir.ts'
import { startStack } from './stack.ts'

/** `npm start` brings the stack up and stays; with `--watch` (`npm run dev`) API and worker restart when their sources change. */
await commandLine(async ({ signal, onSecondSignal }) => {
  const config = loadConfig()
  const dataDir = openDataDir(config.DATA_DIR)
  const say = (line: string) => void process.stdout.write(`${line}\n`)
  say(`Starting; everything it keeps is in ${dataDir.path}.`)
  const stack = await startStack({ config, dataDir, say, signal, watch: process.argv.includes('--watch') })
  onSecondSignal(() => void stack.stop())
  const { apiUrl, temporalUiUrl } = stack.addresses
  const model = chooseModel(config)
  const { label } = model
  say(`
Ready.
  Dashboard    ${apiUrl}
  API          ${apiUrl}/api/v1  (described at ${apiUrl}/api/v1/openapi.json)
  Temporal UI  ${temporalUiUrl ?? 'of your own server'}
  Model        ${label.provider}/${label.name}${model.estimate(1).ceilingMicros === 0 ? ' (no language model; costs nothing)' : ''}
  Mail         ${config.SENDGRID_API_KEY ? 'SendGrid' : dataDir.in('mailbox')}
  Logs         ${dataDir.in('logs')}
Try  npm run demo -- "Launch our linen summer collection"  in another terminal. Ctrl-C stops everything.`)
  await aborted(signal)
  say('\nStopping everything, last started first. Ctrl-C again kills it.')
  await stack.stop()
  say('Stopped. The data is kept; "npm run reset" forgets it.')
  return 0
})
