import type { Knex } from 'knex'

/** Texts that a brand published, from which its voice is read. None for brands that were there. */
export async function up(db: Knex): Promise<void> {
  await db.raw(SCHEMA)
}

export async function down(): Promise<void> {
  throw new Error('migrations are append-only: write the next one instead of undoing this one')
}

// A check cannot look at each element; the API bounds them, and this bounds all of them together: 20 times 5,000 characters.
const SCHEMA = `
alter table brand_profiles add column samples text[] not null default '{}'
  check (cardinality(samples) <= 20 and char_length(array_to_string(samples, '')) <= 100000);
`
