import type { Knex } from 'knex'

/** What an organization decides about the rules for itself, and what a request says of money, gifts and countries. */
export async function up(db: Knex): Promise<void> {
  await db.raw(SCHEMA)
}

export async function down(): Promise<void> {
  throw new Error('migrations are append-only: write the next one instead of undoing this one')
}

const SCHEMA = `
alter table content_requests add column disclosure jsonb not null default '{"connection": "none", "sponsor": "", "countries": []}';

-- Of each rule the newest row counts, and a lifted one is none. Rows are never changed: a finding names the state it was found in.
create table rule_overrides (
  id bigserial primary key,
  organization_id uuid not null references organizations(id),
  rule text not null check (length(rule) between 3 and 100),
  limit_value int check (limit_value >= 0),
  severity text check (severity in ('off', 'BLOCK', 'WARN', 'INFO')),
  lifted boolean not null default false,
  reason text not null default '' check (length(reason) <= 500),
  set_by text not null,
  created_at timestamptz not null default now(),
  check (lifted or limit_value is not null or severity is not null)
);
create index rule_overrides_of on rule_overrides (organization_id, rule, id desc);

-- The newest row is the list.
create table denied_lists (
  id bigserial primary key,
  organization_id uuid not null references organizations(id),
  terms text[] not null,
  hashtags text[] not null,
  checked_on date not null,
  set_by text not null,
  created_at timestamptz not null default now()
);
create index denied_lists_of on denied_lists (organization_id, id desc);

-- An organization's rules as one value, for statements that read them beside something else.
create function house_rules(p_organization uuid) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'overrides', (select coalesce(jsonb_object_agg(rule, jsonb_build_object('limit', limit_value, 'severity', severity)) filter (where not lifted), '{}')
                    from (select distinct on (rule) * from rule_overrides where organization_id = p_organization order by rule, id desc) newest),
    'denied', (select jsonb_build_object('terms', terms, 'hashtags', hashtags, 'checkedOn', checked_on)
                 from denied_lists where organization_id = p_organization order by id desc limit 1),
    'version', nullif(concat_ws('.', 'house', (select max(id) from rule_overrides where organization_id = p_organization),
                                             (select max(id) from denied_lists where organization_id = p_organization)), 'house'))
$$;

select wall('rule_overrides');
select wall('denied_lists');
revoke update, delete on rule_overrides, denied_lists from media_app;
`
