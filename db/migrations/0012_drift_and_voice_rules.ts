import type { Knex } from 'knex'

/** What changed under drafts that were approved, and what the changes of people teach about a brand's voice. */
export async function up(db: Knex): Promise<void> {
  await db.raw(SCHEMA)
}

export async function down(): Promise<void> {
  throw new Error('migrations are append-only: write the next one instead of undoing this one')
}

const SCHEMA = `
-- An approved draft that breaks a rule which was not there, or not so, when it was approved. Gone again when it no longer does.
create table approval_drifts (
  request_id uuid not null references content_requests(id),
  organization_id uuid not null references organizations(id),
  platform varchar(50) not null,
  version int not null,
  rule_pack text not null,
  findings jsonb not null,
  found_at timestamptz not null default now(),
  primary key (request_id, platform, version)
);
select wall('approval_drifts');
grant select, insert, update, delete on approval_drifts to media_app;

-- Each change of a brand, and of the rules that its people accepted, counts one on: a request freezes which version it was made for.
alter table brand_profiles add column version int not null default 1;

-- A rule of voice that what people change suggests. key names it for ever, so that one that was dismissed is not proposed again.
create table voice_rules (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations(id),
  brand_id uuid not null references brand_profiles(id),
  key text not null,
  kind text not null check (kind in ('never_say', 'say_instead', 'first_line', 'no_emoji', 'no_exclamation', 'hashtags')),
  value jsonb not null,
  sentence text not null,
  evidence jsonb not null,
  state text not null default 'proposed' check (state in ('proposed', 'accepted', 'dismissed')),
  decided_by text,
  decided_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (brand_id, key)
);
create index voice_rules_of on voice_rules (organization_id, brand_id, created_at, id);
select wall('voice_rules');
grant select, insert, update, delete on voice_rules to media_app;
`
