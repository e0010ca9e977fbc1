import type { Knex } from 'knex'

/** When an organization works, and whether it lets deadlines approve. */
export async function up(db: Knex): Promise<void> {
  await db.raw(SCHEMA)
}

export async function down(): Promise<void> {
  throw new Error('migrations are append-only: write the next one instead of undoing this one')
}

const SCHEMA = `
-- Local times of the organization's time zone. Holidays are those of countries and regions, looked up when they are needed, and days of its own.
alter table organizations add column work_calendar jsonb not null default
  '{"business_days": [1, 2, 3, 4, 5], "from": "09:00", "to": "17:00", "quiet_hours": {"from": "20:00", "to": "08:00"}, "holidays_of": [], "closed_on": []}';
alter table organizations add column deadline_approval boolean not null default false;
alter table organizations add column deadline_approval_by uuid references users(id) on delete set null;
alter table organizations add column deadline_approval_at timestamptz;
`
