import type { Knex } from 'knex'

/**
 * The brief's five tables with its columns, and what durable work, approval and quota need beside them.
 * Nothing here is newer than PostgreSQL 15. `organization_id` is on every tenant table. `media_app` is the role the product runs
 * as: it owns nothing, so row level security (a later migration) can bind it.
 */
export async function up(db: Knex): Promise<void> {
  await db.raw(SCHEMA)
}

export async function down(): Promise<void> {
  throw new Error('migrations are append-only: write the next one instead of undoing this one')
}

const SCHEMA = `
create extension if not exists citext;

do $$ begin
  if not exists (select from pg_roles where rolname = 'media_app') then
    create role media_app nologin;
  end if;
exception when duplicate_object or unique_violation then null;
end $$;

create table organizations (
  id uuid primary key default gen_random_uuid(),
  name varchar(255) not null,
  time_zone text not null default 'UTC',
  plan text not null default 'starter',
  plan_active boolean not null default true,
  created_at timestamptz not null default now()
);

create table users (
  id uuid primary key default gen_random_uuid(),
  email citext unique not null check (length(email) <= 255),
  password_hash varchar(255),
  name varchar(255) not null default '',
  subscription_tier varchar(50) not null default 'starter',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table memberships (
  organization_id uuid not null references organizations(id),
  user_id uuid not null references users(id),
  role text not null check (role in ('owner', 'admin', 'editor', 'reviewer', 'viewer')),
  created_at timestamptz not null default now(),
  primary key (organization_id, user_id)
);
create index memberships_user on memberships (user_id);

create table brand_profiles (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations(id),
  user_id uuid references users(id),
  brand_name varchar(255) not null,
  brand_voice jsonb not null default '{}',
  brand_guidelines text not null default '',
  target_audience jsonb not null default '{}',
  is_default boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create unique index brand_profiles_one_default on brand_profiles (organization_id) where is_default and deleted_at is null;
create index brand_profiles_of on brand_profiles (organization_id, created_at, id) where deleted_at is null;

-- event_seq numbers this request's events; both it and spent_micros are written under the row's lock.
create table content_requests (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations(id),
  user_id uuid references users(id),
  brand_profile_id uuid references brand_profiles(id),
  brand jsonb not null,
  prompt text not null,
  platforms text[] not null,
  content_types jsonb not null,
  language text not null,
  approval jsonb not null,
  status varchar(50) not null default 'pending' check (status in ('pending', 'generating', 'awaiting_approval', 'revising',
    'needs_attention', 'completed', 'partial', 'rejected', 'expired', 'cancelled', 'failed')),
  reason text not null default '',
  run int not null default 1,
  cancel_requested_at timestamptz,
  event_seq int not null default 0,
  budget_micros bigint not null,
  spent_micros bigint not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  finished_at timestamptz
) with (fillfactor = 80);
create index content_requests_history on content_requests (organization_id, created_at desc, id desc);
create index content_requests_by_status on content_requests (organization_id, status, created_at desc, id desc);

create table request_platforms (
  request_id uuid not null references content_requests(id),
  organization_id uuid not null references organizations(id),
  platform varchar(50) not null,
  content_type varchar(50) not null,
  status varchar(50) not null default 'pending' check (status in ('pending', 'generating', 'awaiting_approval', 'revising',
    'needs_attention', 'approved', 'rejected', 'expired', 'cancelled', 'failed')),
  reason text not null default '',
  version int not null default 1,
  updated_at timestamptz not null default now(),
  primary key (request_id, platform)
) with (fillfactor = 80);

create table generated_content (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations(id),
  request_id uuid not null references content_requests(id),
  platform varchar(50) not null,
  content_type varchar(50) not null,
  version int not null,
  pass int not null default 0,
  content_data jsonb not null,
  content_hash text not null,
  quality_score decimal(3, 2),
  score_parts jsonb not null,
  findings jsonb not null,
  to_attach jsonb not null,
  model jsonb not null,
  rule_pack text not null,
  prompt_versions jsonb not null,
  created_at timestamptz not null default now(),
  unique (request_id, platform, version)
);

-- One agent's work. The unique row is the deduplication; fence names the attempt that may still write the answer.
create table agent_steps (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations(id),
  request_id uuid not null references content_requests(id),
  step text not null,
  version int not null,
  pass int not null,
  state text not null default 'claimed' check (state in ('claimed', 'done', 'failed')),
  fence uuid not null,
  claims int not null default 1,
  answer jsonb,
  prompt_version text,
  error text,
  claimed_at timestamptz not null default now(),
  done_at timestamptz,
  unique (request_id, step, version, pass)
) with (fillfactor = 80);

-- Every paid answer, stored as it arrives: an attempt that takes over replays these instead of paying again.
create table model_calls (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations(id),
  request_id uuid not null references content_requests(id),
  step_id uuid not null references agent_steps(id),
  ordinal int not null,
  agent text not null,
  provider text not null,
  model text not null,
  asked_hash text not null,
  answer jsonb not null,
  input_tokens int not null,
  cached_input_tokens int not null,
  output_tokens int not null,
  cost_micros bigint not null,
  latency_ms int not null,
  created_at timestamptz not null default now(),
  unique (step_id, ordinal)
);
create index model_calls_of_request on model_calls (request_id);

create table request_events (
  organization_id uuid not null references organizations(id),
  request_id uuid not null references content_requests(id),
  seq int not null,
  type text not null,
  data jsonb not null,
  created_at timestamptz not null default now(),
  primary key (request_id, seq)
);

-- Quota: one row a month. The CHECK stands behind the conditional update that reserves.
create table quota_periods (
  organization_id uuid not null references organizations(id),
  period_start timestamptz not null,
  period_end timestamptz not null,
  unit_limit int not null check (unit_limit >= 0),
  used int not null default 0 check (used >= 0),
  reserved int not null default 0 check (reserved >= 0),
  primary key (organization_id, period_start),
  check (used + reserved <= unit_limit)
) with (fillfactor = 50);

create table quota_reservations (
  request_id uuid not null references content_requests(id),
  platform varchar(50) not null,
  run int not null,
  organization_id uuid not null references organizations(id),
  period_start timestamptz not null,
  state text not null default 'reserved' check (state in ('reserved', 'committed', 'released')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (request_id, platform, run)
);
create index quota_reservations_open on quota_reservations (created_at) where state = 'reserved';

-- The ledger: one row for every movement of quota, never changed. key makes a movement happen once.
create table usage_tracking (
  id uuid primary key default gen_random_uuid(),
  user_id uuid references users(id),
  organization_id uuid not null references organizations(id),
  request_id uuid references content_requests(id),
  action varchar(100) not null,
  units int not null default 0,
  key text unique not null,
  metadata jsonb,
  created_at timestamptz not null default now()
);
create index usage_tracking_of on usage_tracking (organization_id, created_at);

-- What was decided here and still has to reach Temporal.
create table outbox (
  id bigserial primary key,
  organization_id uuid not null references organizations(id),
  request_id uuid not null references content_requests(id),
  kind text not null check (kind in ('start', 'decision', 'extend', 'cancel')),
  key text unique not null,
  payload jsonb not null,
  attempts int not null default 0,
  next_attempt_at timestamptz not null default now(),
  last_error text,
  delivered_at timestamptz,
  withdrawn_at timestamptz,
  created_at timestamptz not null default now()
) with (fillfactor = 80);
create index outbox_due on outbox (next_attempt_at) where delivered_at is null and withdrawn_at is null;
create index outbox_of_request on outbox (request_id);

create table approval_rounds (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations(id),
  request_id uuid not null references content_requests(id),
  run int not null,
  round int not null,
  state text not null default 'open' check (state in ('open', 'decided', 'expired', 'closed')),
  due_at timestamptz not null,
  opened_at timestamptz not null default now(),
  closed_at timestamptz,
  unique (request_id, run, round)
);
create index approval_rounds_open on approval_rounds (organization_id) where state = 'open';

create table approval_items (
  round_id uuid not null references approval_rounds(id),
  organization_id uuid not null references organizations(id),
  platform varchar(50) not null,
  version int not null,
  content_hash text not null,
  primary key (round_id, platform)
);

-- A mail that must go out once per key. The worker's postman sends it; 'unknown' is never sent again by itself.
create table mails (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations(id),
  request_id uuid references content_requests(id),
  round_id uuid references approval_rounds(id),
  key text unique not null,
  template text not null check (template in ('review', 'reminder', 'decided')),
  to_email citext not null,
  to_name text not null default '',
  data jsonb not null default '{}',
  state text not null default 'queued' check (state in ('queued', 'sending', 'sent', 'unknown', 'failed', 'withdrawn')),
  attempts int not null default 0,
  next_attempt_at timestamptz not null default now(),
  last_error text,
  provider text,
  provider_id text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
) with (fillfactor = 80);
create index mails_due on mails (next_attempt_at) where state in ('queued', 'sending');
create index mails_of_request on mails (request_id);

-- Only the token's SHA-256 is kept. A link dies with its round; used, revoked and out of date are told apart for its holder.
create table approval_links (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations(id),
  request_id uuid not null references content_requests(id),
  round_id uuid not null references approval_rounds(id),
  mail_id uuid references mails(id),
  email citext not null,
  name text not null default '',
  token_hash bytea unique not null,
  created_at timestamptz not null default now(),
  used_at timestamptz,
  revoked_at timestamptz
);
create unique index approval_links_of_mail on approval_links (mail_id);
create index approval_links_of_round on approval_links (round_id);
create index approval_links_of_request on approval_links (request_id);

create table decisions (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations(id),
  request_id uuid not null references content_requests(id),
  round_id uuid not null references approval_rounds(id),
  link_id uuid not null references approval_links(id),
  platform varchar(50) not null,
  version int not null,
  content_hash text not null,
  verdict text not null check (verdict in ('approve', 'request_changes', 'reject')),
  comment text not null default '',
  approver_email citext not null,
  approver_name text not null default '',
  remote_address text not null default '',
  user_agent text not null default '',
  created_at timestamptz not null default now(),
  unique (round_id, platform, approver_email)
);
create index decisions_of_request on decisions (request_id);

create table audit_log (
  id bigserial primary key,
  organization_id uuid not null references organizations(id),
  request_id uuid references content_requests(id),
  actor text not null,
  action text not null,
  data jsonb not null default '{}',
  created_at timestamptz not null default now()
);
create index audit_log_of on audit_log (organization_id, id);

create table idempotency_keys (
  organization_id uuid not null references organizations(id),
  route text not null,
  key text not null,
  body_hash text not null,
  status int,
  response jsonb,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (organization_id, route, key)
);
create index idempotency_keys_expired on idempotency_keys (expires_at);

-- Appends one event under the request's row lock, so that numbers are in the order of commit. Who is woken by it is the caller's affair:
-- a commit with a NOTIFY in it holds one lock of the whole server while it waits for the disk.
-- What a model call cost goes along, because it is the same row.
create function append_event(p_request uuid, p_type text, p_data jsonb, p_cost_micros bigint default 0) returns int language plpgsql as $$
declare
  v_seq int;
  v_organization uuid;
begin
  update content_requests set event_seq = event_seq + 1, spent_micros = spent_micros + p_cost_micros, updated_at = now() where id = p_request
    returning event_seq, organization_id into v_seq, v_organization;
  insert into request_events (organization_id, request_id, seq, type, data) values (v_organization, p_request, v_seq, p_type, p_data);
  return v_seq;
end $$;

-- Moves a request to a status and tells of it, in one round trip; nothing happens where it is there already, and what is final stays final
-- unless p_reopen says that a retry begins. True when it moved.
create function set_request_status(p_request uuid, p_status text, p_reason text, p_final text[], p_reopen boolean) returns boolean
language plpgsql as $$
begin
  update content_requests set status = p_status, reason = p_reason, updated_at = now(),
         finished_at = case when p_status = any(p_final) then now() end
   where id = p_request and (status, reason) is distinct from (p_status, p_reason) and (p_reopen or status <> all(p_final));
  if not found then return false; end if;
  perform append_event(p_request, 'request.status', jsonb_build_object('status', p_status, 'reason', p_reason));
  return true;
end $$;

grant usage on schema public to media_app;
grant select, insert, update, delete on all tables in schema public to media_app;
grant usage, select on all sequences in schema public to media_app;
revoke update, delete on usage_tracking, audit_log, request_events from media_app;
alter default privileges in schema public grant select, insert, update, delete on tables to media_app;
alter default privileges in schema public grant usage, select on sequences to media_app;
`
