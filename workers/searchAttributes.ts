import type { Connection } from '@temporalio/client'
import { SEARCH_ATTRIBUTES } from '../workflows/messages.ts'

/** IndexedValueType of Temporal's API. As numbers, because the package that names them exports nothing to an ES module. */
const WANTED = { KEYWORD: 2, KEYWORD_LIST: 7 } as const

/**
 * Registers the search attributes that are missing and waits until the server knows them. A workflow that uses one the server does not
 * know hangs without an error, so a worker does this before it polls. Returns what was added; throws where a name has another type.
 */
export async function registerSearchAttributes(connection: Connection, namespace: string): Promise<string[]> {
  const known = async () => (await connection.operatorService.listSearchAttributes({ namespace })).customAttributes ?? {}
  const before = await known()
  const missing: string[] = []
  for (const [name, type] of Object.entries(SEARCH_ATTRIBUTES)) {
    const has = before[name]
    if (has === undefined || has === null) missing.push(name)
    else if (has !== WANTED[type]) throw new Error(`search attribute ${name} exists with another type; this product needs ${type}`)
  }
  if (!missing.length) return []
  await addSearchAttributes(connection, namespace)
  for (let tries = 0; tries < 100; tries++) {
    const now = await known()
    if (missing.every((name) => now[name])) return missing
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`the Temporal server did not take the search attributes ${missing.join(', ')} within 10 s`)
}

/** Registers all of them; those that are there already stay. */
export async function addSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  const searchAttributes = Object.fromEntries(Object.entries(SEARCH_ATTRIBUTES).map(([name, type]) => [name, WANTED[type]]))
  await connection.operatorService.addSearchAttributes({ namespace, searchAttributes })
}
