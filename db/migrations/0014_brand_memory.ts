import type { Knex } from 'knex'

/** Approved drafts, found again by what they say. */
export async function up(db: Knex): Promise<void> {
  await db.raw(SCHEMA)
}

export async function down(): Promise<void> {
  throw new Error('migrations are append-only: write the next one instead of undoing this one')
}

const SCHEMA = `
-- item is request/platform/version. The text is where it always was; here is only that it can be found, and by which model.
create table remembered_drafts (
  organization_id uuid not null references organizations(id),
  brand_id uuid not null references brand_profiles(id),
  model text not null,
  item text not null,
  provider text not null,
  approved_at timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (brand_id, model, item)
);
select wall('remembered_drafts');
grant select, insert, update, delete on remembered_drafts to media_app;

-- The vectors, where no other provider keeps them; of length 1, so that their product is the cosine.
create table memory_vectors (
  organization_id uuid not null references organizations(id),
  brand_id uuid not null references brand_profiles(id),
  model text not null,
  item text not null,
  vector real[] not null,
  approved_at timestamptz not null,
  primary key (brand_id, model, item)
);
create index memory_vectors_recent on memory_vectors (brand_id, model, approved_at desc);
select wall('memory_vectors');
grant select, insert, update, delete on memory_vectors to media_app;

-- What embeddings cost; those that are made here cost nothing and are not in it.
create table embedding_calls (
  id bigserial primary key,
  organization_id uuid not null references organizations(id),
  request_id uuid not null references content_requests(id),
  provider text not null,
  model text not null,
  purpose text not null check (purpose in ('recall', 'remember')),
  tokens int not null,
  cost_micros bigint not null check (cost_micros >= 0),
  created_at timestamptz not null default now()
);
create index embedding_calls_of_request on embedding_calls (request_id);
select wall('embedding_calls');
grant select, insert on embedding_calls to media_app;
grant usage, select on sequence embedding_calls_id_seq to media_app;
revoke update, delete on embedding_calls from media_app;
`
