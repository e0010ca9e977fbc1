import type { Knex } from 'knex'

/** How a brand looks, and the images that were drawn for a draft. */
export async function up(db: Knex): Promise<void> {
  await db.raw(SCHEMA)
}

export async function down(): Promise<void> {
  throw new Error('migrations are append-only: write the next one instead of undoing this one')
}

const SCHEMA = `
alter table brand_profiles add column kit jsonb not null default '{}';

-- Images of a draft, in the order they are shown. The bytes are in the file store under file_key, which their SHA-256 is part of; content_hash
-- is that of the draft they were drawn from, so a draft that changed has none. item is the slide, frame or medium that an image shows:
-- two of them show the same one where its words did not fit on one.
create table media (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations(id),
  request_id uuid not null references content_requests(id),
  platform varchar(50) not null,
  version int not null,
  position int not null check (position >= 0),
  item int not null check (item >= 0),
  content_hash text not null,
  file_key text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  kind text not null check (kind in ('slide', 'frame', 'card')),
  format text not null check (format in ('jpeg', 'png')),
  width int not null check (width > 0),
  height int not null check (height > 0),
  bytes int not null check (bytes > 0),
  alt_text text not null,
  template text not null,
  created_at timestamptz not null default now(),
  unique (request_id, platform, version, position)
);
select wall('media');
grant select, insert, update, delete on media to media_app;
`
