import { DefaultLogger, Runtime } from '@temporalio/worker'

let installed = false

/** The SDK's runtime is one for the process and made on first use: whoever comes first makes it quiet. */
export function quietRuntime(): void {
  if (installed) return
  installed = true
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    shutdownSignals: [],
    telemetryOptions: { logging: { filter: { core: 'ERROR', other: 'ERROR' }, forward: {} } },
  })
}
