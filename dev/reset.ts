import { loadConfig } from '../config/env.ts'
import { commandLine } from './commandLine.ts'
import { forget, openDataDir, removeWhenEmpty } from './dataDir.ts'
import { StackRuns } from './stack.ts'

/** `npm run reset` forgets all that the embedded stack keeps. A Postgres or a Temporal server of your own is not touched. */
await commandLine(async () => {
  const dataDir = openDataDir(loadConfig().DATA_DIR)
  const lock = dataDir.lock('reset')
  if (!lock.taken) throw new StackRuns(lock.holder.pid, dataDir)
  try {
    await forget(dataDir)
  } finally {
    lock.release()
  }
  removeWhenEmpty(dataDir)
  process.stdout.write(`Forgot everything in ${dataDir.path}.\n`)
  return 0
})
