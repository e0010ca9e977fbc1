import type { Knex } from 'knex'

/**
 * Sessions, sign-in elsewhere, invitations, API keys and roles; row level security on every tenant table; the audit log as a chain.
 * Walls are read from two settings of the transaction, set by db/knex.ts: `app.organization_id` opens one organization, `app.scope` = 'all'
 * opens all of them to what serves all. Neither is set by itself, so a query that nobody opened anything for sees no row.
 */
export async function up(db: Knex): Promise<void> {
  await db.raw(SCHEMA)
}

export async function down(): Promise<void> {
  throw new Error('migrations are append-only: write the next one instead of undoing this one')
}

const SCHEMA = `
-- People. Whoever was there before this migration had signed in with their address already.
alter table users add column email_verified_at timestamptz;
update users set email_verified_at = created_at;

create table sessions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users(id) on delete cascade,
  kind text not null check (kind in ('browser', 'program')),
  address text not null default '',
  user_agent text not null default '',
  created_at timestamptz not null default now(),
  last_used_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_why text check (ended_why in ('signed_out', 'signed_out_everywhere', 'ended_by_owner', 'password_changed', 'token_reused'))
);
create index sessions_of_user on sessions (user_id, created_at desc);
create index sessions_expired on sessions (expires_at);

-- A session is a family of refresh tokens, of which only the newest is unused. Only hashes are kept.
create table refresh_tokens (
  token_hash bytea primary key,
  session_id uuid not null references sessions(id) on delete cascade,
  issued_at timestamptz not null default now(),
  used_at timestamptz,
  successor_hash bytea
) with (fillfactor = 80);
create index refresh_tokens_of_session on refresh_tokens (session_id);

-- Who somebody is elsewhere: issuer and subject, never an address, which can change hands.
create table identities (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users(id) on delete cascade,
  provider text not null,
  issuer text not null,
  subject text not null,
  email citext,
  created_at timestamptz not null default now(),
  last_used_at timestamptz not null default now(),
  unique (issuer, subject),
  unique (user_id, provider)
);

-- What a mailed link of an account may do once. The token is made when the mail goes out, so until then the hash is absent.
create table account_tokens (
  id uuid primary key default gen_random_uuid(),
  purpose text not null check (purpose in ('verify_email', 'reset_password')),
  token_hash bytea unique,
  email citext not null,
  user_id uuid references users(id) on delete cascade,
  data jsonb not null default '{}',
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index account_tokens_of_user on account_tokens (user_id);
create index account_tokens_expired on account_tokens (expires_at);

-- Members. brand_ids null is every brand, now and later; a client is always limited to named ones.
alter table memberships drop constraint memberships_role_check;
alter table memberships add constraint memberships_role_check check (role in ('owner', 'admin', 'editor', 'reviewer', 'viewer', 'client'));
alter table memberships add column brand_ids uuid[];
alter table memberships add column updated_at timestamptz not null default now();
alter table memberships add constraint memberships_client_brands check (role <> 'client' or brand_ids is not null);
alter table memberships add constraint memberships_owner_brands check (role not in ('owner', 'admin') or brand_ids is null);

create table invitations (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations(id),
  email citext not null check (length(email) <= 255),
  role text not null check (role in ('owner', 'admin', 'editor', 'reviewer', 'viewer', 'client')),
  brand_ids uuid[],
  invited_by uuid references users(id) on delete set null,
  token_hash bytea unique,
  mails int not null default 1,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  accepted_by uuid references users(id) on delete set null,
  revoked_at timestamptz,
  check (role <> 'client' or brand_ids is not null),
  check (role not in ('owner', 'admin') or brand_ids is null)
);
create index invitations_of on invitations (organization_id, created_at, id);
create unique index invitations_one_open on invitations (organization_id, email) where accepted_at is null and revoked_at is null;

create table api_keys (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations(id),
  created_by uuid references users(id) on delete set null,
  name text not null check (length(name) between 1 and 255),
  prefix text not null,
  key_hash bytea unique not null,
  scopes text[] not null check (cardinality(scopes) > 0),
  brand_ids uuid[],
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index api_keys_of on api_keys (organization_id, created_at, id);

alter table content_requests add column api_key_id uuid references api_keys(id);
create index content_requests_by_brand on content_requests (organization_id, brand_profile_id, created_at desc, id desc);

-- Mails about an account belong to no organization.
alter table mails alter column organization_id drop not null;
alter table mails drop constraint mails_template_check;
alter table mails add constraint mails_template_check check (template in
  ('review', 'reminder', 'decided', 'verify_email', 'account_exists', 'reset_password', 'password_changed', 'identity_linked', 'invitation'));
alter table mails add constraint mails_whose check (organization_id is not null or request_id is null);

-- A key belongs to an organization, or to a person for what they make outside of one: organization_id is then the person's id.
alter table idempotency_keys drop constraint idempotency_keys_organization_id_fkey;

-- Counters of the rate limiter (rate-limiter-flexible's own columns). They need not survive a crash, so no journal is written for them.
create unlogged table rate_limits (
  key varchar(255) primary key,
  points integer not null default 0,
  expire bigint
) with (fillfactor = 50);
create index rate_limits_expired on rate_limits (expire);

-- The audit log as a chain: each row of an organization carries the hash of the one before it. The trigger writes the chain, so that no
-- insert can go round it, as its owner, so that the application can neither read nor move the heads.
create table audit_heads (
  organization_id uuid primary key references organizations(id),
  seq bigint not null,
  hash bytea not null
) with (fillfactor = 50);

alter table audit_log add column seq bigint;
alter table audit_log add column subject text not null default '';
alter table audit_log add column address text not null default '';
alter table audit_log add column prev_hash bytea;
alter table audit_log add column hash bytea;

create function audit_hash(p_prev bytea, p audit_log) returns bytea language sql immutable as $$
  select sha256(p_prev || convert_to(jsonb_build_array(p.organization_id, p.seq, p.request_id, p.actor, p.action, p.subject, p.address, p.data,
    (extract(epoch from p.created_at) * 1000000)::bigint)::text, 'UTF8'))
$$;

create function audit_chain() returns trigger language plpgsql security definer set search_path = public as $$
declare
  v_seq bigint;
  v_prev bytea;
begin
  insert into audit_heads as h (organization_id, seq, hash) values (new.organization_id, 1, '\\x')
    on conflict (organization_id) do update set seq = h.seq + 1
    returning h.seq, h.hash into v_seq, v_prev;
  new.seq := v_seq;
  new.prev_hash := v_prev;
  new.hash := audit_hash(v_prev, new);
  update audit_heads set hash = new.hash where organization_id = new.organization_id;
  return new;
end $$;

do $$
declare r audit_log; v_seq bigint; v_prev bytea; v_org uuid;
begin
  for r in select * from audit_log order by organization_id, id loop
    if v_org is distinct from r.organization_id then v_org := r.organization_id; v_seq := 0; v_prev := '\\x'; end if;
    v_seq := v_seq + 1;
    r.seq := v_seq; r.prev_hash := v_prev;
    r.hash := audit_hash(v_prev, r);
    update audit_log set seq = r.seq, prev_hash = r.prev_hash, hash = r.hash where id = r.id;
    v_prev := r.hash;
    insert into audit_heads values (v_org, v_seq, v_prev) on conflict (organization_id) do update set seq = excluded.seq, hash = excluded.hash;
  end loop;
end $$;

alter table audit_log alter column seq set not null;
alter table audit_log alter column prev_hash set not null;
alter table audit_log alter column hash set not null;
create unique index audit_log_chain on audit_log (organization_id, seq);
drop index audit_log_of;
create trigger audit_chain before insert on audit_log for each row execute function audit_chain();

-- What is wrong with an organization's chain: the first row whose hash, place or predecessor is not what it was. No row when all is well.
create function audit_faults(p_organization uuid) returns table (seq bigint, fault text) language sql stable security definer set search_path = public as $$
  with chain as (
    select l.seq, l.hash, l.prev_hash, audit_hash(l.prev_hash, l) as is_hash,
           lag(l.hash, 1, '\\x'::bytea) over w as before, row_number() over w as place
      from audit_log l where l.organization_id = p_organization window w as (order by l.seq)
  ), faults as (
    select chain.seq, case when hash <> is_hash then 'the row was changed' when chain.seq <> place then 'a row before it is missing'
                     else 'it does not follow the row before it' end as fault
      from chain where hash <> is_hash or chain.seq <> place or prev_hash <> before
    union all
    select h.seq, 'the newest row is missing' from audit_heads h
     where h.organization_id = p_organization
       and not exists (select from audit_log l where l.organization_id = p_organization and l.seq = h.seq and l.hash = h.hash)
  )
  select * from faults order by 1 limit 1
$$;

-- Walls.
create function app_organization() returns uuid language sql stable parallel safe as $$
  select nullif(current_setting('app.organization_id', true), '')::uuid
$$;
create function app_sees_all() returns boolean language sql stable parallel safe as $$
  select coalesce(current_setting('app.scope', true) = 'all', false)
$$;

-- Puts the walls round a table; a migration that makes a tenant table calls it, and tests/db/walls.test.ts fails where one did not.
create function wall(p_table regclass, p_column text default 'organization_id') returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', p_table);
  execute format('alter table %s force row level security', p_table);
  execute format('create policy tenant on %s using (%I = (select app_organization()) or (select app_sees_all()))', p_table, p_column);
  -- Forced security binds the owner too; migrations and the audit's own functions work on all rows.
  execute format('create policy owner on %s to %I using (true) with check (true)', p_table, current_user);
end $$;

do $$
declare t text;
begin
  foreach t in array array['memberships', 'brand_profiles', 'content_requests', 'request_platforms', 'generated_content', 'agent_steps',
    'model_calls', 'request_events', 'quota_periods', 'quota_reservations', 'usage_tracking', 'outbox', 'approval_rounds', 'approval_items',
    'approval_links', 'decisions', 'audit_log', 'audit_heads', 'idempotency_keys', 'invitations', 'api_keys', 'mails'] loop
    perform wall(t);
  end loop;
  perform wall('organizations', 'id');
end $$;

revoke all on function audit_faults(uuid), wall(regclass, text), audit_chain() from public;
revoke all on audit_heads from media_app;
revoke update, delete on audit_log from media_app;
grant execute on function audit_faults(uuid) to media_app;
grant select, insert, update, delete on rate_limits to media_app;
`
