import type { Knex } from 'knex'

/** Where a brand's strategist may look: pages of competitors, feeds, and the countries whose days count. None for brands that were there. */
export async function up(db: Knex): Promise<void> {
  await db.raw(SCHEMA)
}

export async function down(): Promise<void> {
  throw new Error('migrations are append-only: write the next one instead of undoing this one')
}

const SCHEMA = `
alter table brand_profiles add column competitors text[] not null default '{}' check (cardinality(competitors) <= 10);
alter table brand_profiles add column feeds text[] not null default '{}' check (cardinality(feeds) <= 5);
alter table brand_profiles add column countries text[] not null default '{}' check (cardinality(countries) <= 10);
`
