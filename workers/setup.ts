import { Connection } from '@temporalio/client'
import { temporalConnection } from '../adapters/temporal.ts'
import { loadConfig } from '../config/env.ts'
import { registerSearchAttributes } from './searchAttributes.ts'

/** `npm run temporal:setup`: registers what the product searches by on a Temporal server of your own. */
const config = loadConfig()
const connection = await Connection.connect({ ...temporalConnection(config), connectTimeout: '10s' })
try {
  const added = await registerSearchAttributes(connection, config.TEMPORAL_NAMESPACE)
  console.log(
    added.length
      ? `Registered ${added.join(', ')} in namespace ${config.TEMPORAL_NAMESPACE}.`
      : `Namespace ${config.TEMPORAL_NAMESPACE} has every search attribute already.`,
  )
} finally {
  await connection.close()
}
