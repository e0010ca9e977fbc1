import type { Pool } from '../db/knex.ts'
import { memoryPostgres } from '../db/memory.ts'
import type { Memory } from './memory.ts'
import { memoryPinecone } from './memoryPinecone.ts'

/** Pinecone where the environment names an index; else Postgres, where the drafts are anyway. */
export function openMemory(
  settings: { PINECONE_API_KEY?: string | undefined; PINECONE_INDEX_HOST?: string | undefined },
  pool: Pool,
): Memory {
  const { PINECONE_API_KEY: apiKey, PINECONE_INDEX_HOST: host } = settings
  return apiKey && host ? memoryPinecone({ apiKey, host }) : memoryPostgres(pool)
}
