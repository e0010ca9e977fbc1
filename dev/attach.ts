import { setTimeout as delay } from 'node:timers/promises'
import { readHolder } from './lock.ts'
import { isAlive } from './processes.ts'
import { type Stack, type StackOptions, StackRuns, startStack } from './stack.ts'

/** A stack of this folder that runs already, which is then not ours to stop, or a new one. */
export async function attachOrStart(options: StackOptions): Promise<Stack> {
  for (;;) {
    try {
      return await startStack(options)
    } catch (error) {
      if (!(error instanceof StackRuns)) throw error
      const stack = await attach(options)
      if (stack) return stack
      // It ended while we waited for it: the next try starts one of our own.
    }
  }
}

/** Waits until the running stack is ready; undefined when it ends before. */
async function attach({ dataDir, say, signal }: StackOptions): Promise<Stack | undefined> {
  let waited = false
  for (;;) {
    const holder = readHolder(dataDir.in('stack.lock'))
    if (!holder || !isAlive(holder)) return undefined
    const { addresses } = dataDir.readState()
    if (addresses) {
      say(`Using the stack that runs already (process ${holder.pid}): API ${addresses.apiUrl}.`)
      return { addresses, stop: async () => {} }
    }
    if (!waited) say(`Another process (${holder.pid}) is starting the stack; waiting for it.`)
    waited = true
    await delay(200, undefined, { signal })
  }
}
