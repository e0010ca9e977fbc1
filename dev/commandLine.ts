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
  // Whoever read what we print is gone ("| head", a closed terminal): what was started still has to be stopped.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', (error) => stop.abort(error))
  if (process.env.npm_lifecycle_event) whenOrphaned(() => stop.abort(new Error('npm is gone')))
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

/** npm passes no SIGKILL on: when it is gone, nobody can press Ctrl-C here any more. Its scripts `exec` us, so it is our parent. */
function whenOrphaned(run: () => void): void {
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    run()
  }, 500).unref()
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
