import type { Knex } from 'knex'

/** Levels, quorums and what happens in time: who is asked in a round, where each draft in it stands, and the policies this comes from. */
export async function up(db: Knex): Promise<void> {
  await db.raw(SCHEMA)
}

export async function down(): Promise<void> {
  throw new Error('migrations are append-only: write the next one instead of undoing this one')
}

const SCHEMA = `
-- policy is the level this round is held at, as frozen and as changed since. plan has the moments at which something happens by itself; only
-- the workflow's clock decides when they have come, so nothing here is compared with now().
alter table approval_rounds add column level int not null default 1 check (level >= 1);
alter table approval_rounds add column levels int not null default 1 check (levels >= level);
alter table approval_rounds add column policy jsonb not null default '{}';
alter table approval_rounds add column plan jsonb not null default '[]';
alter table approval_rounds add column held_at timestamptz;
alter table approval_rounds add column reassigned_at timestamptz;
-- The level was changed since the plan was made: the workflow makes it anew when it looks next.
alter table approval_rounds add column replan boolean not null default false;
update approval_rounds a set policy = r.approval - 'mode' from content_requests r where r.id = a.request_id;

-- Everybody who is asked in a round. A backup is asked when the level escalates; one who was removed neither decides nor counts.
create table approval_voters (
  round_id uuid not null references approval_rounds(id),
  organization_id uuid not null references organizations(id),
  email citext not null,
  name text not null default '',
  user_id uuid references users(id) on delete set null,
  role text not null check (role in ('approver', 'backup')),
  added_at timestamptz not null default now(),
  removed_at timestamptz,
  primary key (round_id, email)
);
create index approval_voters_by_email on approval_voters (organization_id, email) where removed_at is null;
select wall('approval_voters');
grant select, insert, update, delete on approval_voters to media_app;
insert into approval_voters (round_id, organization_id, email, name, role)
select a.id, a.organization_id, p ->> 'email', coalesce(p ->> 'name', ''), 'approver'
  from approval_rounds a join content_requests r on r.id = a.request_id, jsonb_array_elements(r.approval -> 'approvers') as p
    on conflict do nothing;

alter table approval_items add column outcome text not null default 'open'
  check (outcome in ('open', 'approved', 'changes', 'rejected', 'withdrawn', 'expired', 'closed'));
update approval_items i
   set outcome = coalesce(
         (select case d.verdict when 'approve' then 'approved' when 'reject' then 'rejected' else 'changes' end
            from decisions d where d.round_id = i.round_id and d.platform = i.platform order by d.created_at limit 1),
         case a.state when 'open' then 'open' when 'expired' then 'expired' else 'closed' end)
  from approval_rounds a where a.id = i.round_id;

-- A member decides signed in, without a link. counted is false for what came when its draft was decided already. spans are the words a
-- comment is about, as they stood in the draft.
alter table decisions alter column link_id drop not null;
alter table decisions add column user_id uuid references users(id) on delete set null;
alter table decisions add column counted boolean not null default true;
alter table decisions add column spans jsonb not null default '[]';
alter table decisions add constraint decisions_by check (link_id is not null or user_id is not null);

-- Six digits that open the page of a link for a while, where its level asks for them. Made when their mail goes out; only a hash is kept.
create table approval_codes (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations(id),
  link_id uuid not null references approval_links(id),
  code_hash bytea,
  expires_at timestamptz,
  tries int not null default 0,
  used_at timestamptz,
  created_at timestamptz not null default now()
);
create index approval_codes_of_link on approval_codes (link_id, created_at);
select wall('approval_codes');
grant select, insert, update, delete on approval_codes to media_app;

-- Small enough to live here, so that mails and pages have it without a bucket.
create table organization_logos (
  organization_id uuid primary key references organizations(id),
  png bytea not null check (length(png) <= 131072),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  width int not null,
  height int not null,
  updated_at timestamptz not null default now()
);
select wall('organization_logos');
grant select, insert, update, delete on organization_logos to media_app;

-- Policies people keep. One that applies is the default of its brand and class of content, each of them or of all.
create table approval_policies (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations(id),
  name text not null check (length(name) between 1 and 100),
  levels jsonb not null,
  applies boolean not null default false,
  brand_id uuid references brand_profiles(id),
  content_class text,
  set_by text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  check (applies or (brand_id is null and content_class is null))
);
create unique index approval_policies_default on approval_policies
  (organization_id, coalesce(brand_id, '00000000-0000-0000-0000-000000000000'), coalesce(content_class, '')) where applies and deleted_at is null;
create index approval_policies_of on approval_policies (organization_id, created_at, id) where deleted_at is null;
select wall('approval_policies');
grant select, insert, update, delete on approval_policies to media_app;

-- Null where agents made it; else who edited it, and why.
alter table generated_content add column made_by text;
alter table generated_content add column note text not null default '';

alter table mails drop constraint mails_template_check;
alter table mails add constraint mails_template_check check (template in
  ('review', 'reminder', 'decided', 'verify_email', 'account_exists', 'reset_password', 'password_changed', 'identity_linked', 'invitation',
   'escalated', 'reassigned', 'held', 'new_link_asked', 'code', 'not_arrived'));
alter table outbox drop constraint outbox_kind_check;
alter table outbox add constraint outbox_kind_check check (kind in ('start', 'decision', 'extend', 'change', 'edit', 'cancel'));
create index approval_rounds_waiting on approval_rounds (organization_id, opened_at desc, id desc) where state = 'open';
`
