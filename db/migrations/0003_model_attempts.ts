import type { Knex } from 'knex'

/** Attempts at a model that gave no answer, and what was written to a provider's cache. */
export async function up(db: Knex): Promise<void> {
  await db.raw(SCHEMA)
}

export async function down(): Promise<void> {
  throw new Error('migrations are append-only: write the next one instead of undoing this one')
}

const SCHEMA = `
-- Input that was written to a provider's cache has a price of its own; it is a part of input_tokens.
alter table model_calls add column cache_write_tokens int not null default 0;

-- A provider that was asked and gave no answer, with what it billed all the same. The one that answered is in model_calls: together they
-- are every attempt. ordinal is the call of the step, nth the provider within it, fence the activity attempt that asked.
create table model_attempts (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations(id),
  request_id uuid not null references content_requests(id),
  step_id uuid not null references agent_steps(id),
  fence uuid not null,
  ordinal int not null,
  nth int not null,
  agent text not null,
  provider text not null,
  model text not null,
  outcome text not null check (outcome in ('refused', 'misconfigured', 'rate_limited', 'unavailable', 'timeout', 'nonsense')),
  message text not null,
  retry_after_ms bigint,
  input_tokens int not null default 0,
  cached_input_tokens int not null default 0,
  cache_write_tokens int not null default 0,
  output_tokens int not null default 0,
  cost_micros bigint not null default 0 check (cost_micros >= 0),
  -- The provider had not counted yet, so we did.
  estimated boolean not null default false,
  latency_ms int not null,
  created_at timestamptz not null default now(),
  unique (step_id, fence, ordinal, nth)
);
create index model_attempts_of_request on model_attempts (request_id);

select wall('model_attempts');

-- Facts: none is changed.
revoke update, delete on model_attempts from media_app;
`
