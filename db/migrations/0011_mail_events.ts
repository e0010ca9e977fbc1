import type { Knex } from 'knex'

/** What became of a mail after the provider took it. */
export async function up(db: Knex): Promise<void> {
  await db.raw(SCHEMA)
}

export async function down(): Promise<void> {
  throw new Error('migrations are append-only: write the next one instead of undoing this one')
}

const SCHEMA = `
-- A mail that was sent may come back: bounced, or dropped by the provider before it went out.
alter table mails drop constraint mails_state_check;
alter table mails add constraint mails_state_check check (state in ('queued', 'sending', 'sent', 'unknown', 'failed', 'withdrawn', 'bounced', 'dropped'));
alter table mails add column delivered_at timestamptz;

-- Each event of the provider counts once, however often it is posted. It belongs to its mail, and so to whose the mail is.
create table mail_events (
  id text primary key check (length(id) <= 200),
  mail_id uuid not null references mails(id),
  organization_id uuid references organizations(id),
  event text not null,
  reason text not null default '',
  at timestamptz not null,
  created_at timestamptz not null default now()
);
create index mail_events_of_mail on mail_events (mail_id);
select wall('mail_events');
grant select, insert, update, delete on mail_events to media_app;
`
