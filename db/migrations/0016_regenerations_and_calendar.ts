import type { Knex } from 'knex'

/** Versions that a person asked the agents for, and when each approved draft is to be published. */
export async function up(db: Knex): Promise<void> {
  await db.raw(SCHEMA)
}

export async function down(): Promise<void> {
  throw new Error('migrations are append-only: write the next one instead of undoing this one')
}

const SCHEMA = `
-- What a member asked the agents to make of a draft: version is the one that was to be made of base_version. Kept whatever became of it.
create table regenerations (
  request_id uuid not null references content_requests(id),
  organization_id uuid not null references organizations(id),
  platform varchar(50) not null,
  version int not null,
  base_version int not null check (base_version between 1 and version - 1),
  instruction text not null check (length(instruction) between 1 and 1000),
  asked_by text not null,
  asked_by_name text not null default '',
  created_at timestamptz not null default now(),
  primary key (request_id, platform, version)
);
select wall('regenerations');
grant select, insert on regenerations to media_app;
revoke update, delete on regenerations from media_app;

-- One row for each draft that was approved. planned_at is when it is to be published: what was suggested at its approval until a person moves
-- it, null where nothing was suggested. revision counts its changes. Whether the draft is approved now is told by request_platforms.
create table planned_slots (
  request_id uuid not null references content_requests(id),
  organization_id uuid not null references organizations(id),
  brand_id uuid references brand_profiles(id),
  platform varchar(50) not null,
  version int not null,
  approved_at timestamptz not null default now(),
  planned_at timestamptz,
  suggested_at timestamptz,
  why text not null default '',
  moved_by text,
  moved_by_name text not null default '',
  revision int not null default 0,
  updated_at timestamptz not null default now(),
  primary key (request_id, platform),
  check (moved_by is null or planned_at is not null)
);
create index planned_slots_between on planned_slots (organization_id, planned_at, request_id, platform) where planned_at is not null;
create index planned_slots_open on planned_slots (organization_id, approved_at desc, request_id, platform) where planned_at is null;
-- Nobody is suggested a moment that another draft of the brand has there. What people choose is theirs to choose.
create unique index planned_slots_suggested on planned_slots (brand_id, platform, planned_at) where moved_by is null and planned_at is not null;
create index planned_slots_taken on planned_slots (brand_id, platform, planned_at) where planned_at is not null;
select wall('planned_slots');
grant select, insert, update, delete on planned_slots to media_app;

-- What was approved before there was a calendar has no place in it until somebody gives it one.
insert into planned_slots (request_id, organization_id, brand_id, platform, version, approved_at)
select p.request_id, p.organization_id, r.brand_profile_id, p.platform, p.version, p.updated_at
  from request_platforms p join content_requests r on r.id = p.request_id where p.status = 'approved';
`
