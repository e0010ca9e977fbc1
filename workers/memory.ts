import type { Memory } from '../adapters/memory.ts'
import { memoryPinecone } from '../adapters/memoryPinecone.ts'
import type { Pool } from '../db/knex.ts'
import { memoryPostgres } from '../db/memory.ts'

/** Pinecone where the environment names an index; else Postgres, where the drafts are anyway. */
export function openMemory(
  settings: { PINECONE_API_KEY?: string | undefined; PINECONE_INDEX_HOST?: string | undefined },
  pool: Pool,
): Memory {
  const { PINECONE_API_KEY: apiKey, PINECONE_INDEX_HOST: host } = settings
  return apiKey && host ? memoryPinecone({ apiKey, host }) : memoryPostgres(pool)
}
