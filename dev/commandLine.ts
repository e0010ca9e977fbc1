/**
 * Runs a command of ours: Ctrl-C, SIGTERM and SIGHUP abort `signal`, a failure is told as its message (its stack only with DEBUG set),
 * and the number returned is the exit status. `onSecondSignal` is for a person who cannot wait.
 */
export async function commandLine(
  main: (asked: { signal: AbortSignal; onSecondSignal(run: () => void): void }) => Promise<number>,
): Promise<never> {
  const stop = new AbortController()
  let hurry = () => {}
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(name, () => (stop.signal.aborted ? hurry() : stop.abort(new Error(`stopped by ${name}`))))
  let status: number
  try {
    status = await main({
      signal: stop.signal,
      onSecondSignal(run) {
        hurry = run
      },
    })
  } catch (error) {
    status = stop.signal.aborted ? 130 : 1
    if (!stop.signal.aborted) process.stderr.write(`\n${told(error)}\n`)
  }
  process.exit(status)
}

function told(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return process.env.DEBUG && error.stack ? error.stack : error.message
}

/** Resolves when the signal is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
