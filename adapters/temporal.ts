import { readFileSync } from 'node:fs'
import { Connection, type TLSConfig } from '@temporalio/client'
import type { Config } from '../config/env.ts'

type TemporalConfig = Pick<
  Config,
  | 'TEMPORAL_ADDRESS'
  | 'TEMPORAL_NAMESPACE'
  | 'TEMPORAL_API_KEY'
  | 'TEMPORAL_TLS'
  | 'TEMPORAL_TLS_SERVER_NAME'
  | 'TEMPORAL_TLS_CA_FILE'
  | 'TEMPORAL_TLS_CERT_FILE'
  | 'TEMPORAL_TLS_KEY_FILE'
>

/** How to reach the Temporal server, for the client's and the worker's connection alike. Reads the TLS files, and throws where one is missing. */
export function temporalConnection(config: TemporalConfig): { address: string; tls?: TLSConfig; apiKey?: string } {
  const file = (path: string | undefined) => (path ? readFileSync(path) : undefined)
  const ca = file(config.TEMPORAL_TLS_CA_FILE)
  const crt = file(config.TEMPORAL_TLS_CERT_FILE)
  const key = file(config.TEMPORAL_TLS_KEY_FILE)
  const serverName = config.TEMPORAL_TLS_SERVER_NAME
  const tls = {
    ...(ca ? { serverRootCACertificate: ca } : {}),
    ...(crt && key ? { clientCertPair: { crt, key } } : {}),
    ...(serverName ? { serverNameOverride: serverName } : {}),
  }
  const wantsTls = config.TEMPORAL_TLS || config.TEMPORAL_API_KEY !== undefined || Object.keys(tls).length > 0
  return {
    address: config.TEMPORAL_ADDRESS ?? 'localhost:7233',
    ...(wantsTls ? { tls } : {}),
    ...(config.TEMPORAL_API_KEY ? { apiKey: config.TEMPORAL_API_KEY } : {}),
  }
}

/** Connects on first use: a dead server must not keep a process from starting. Calls need a deadline of their own. */
export function lazyTemporalConnection(config: TemporalConfig): Connection {
  return Connection.lazy(temporalConnection(config))
}
