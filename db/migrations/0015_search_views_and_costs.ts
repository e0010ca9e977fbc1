import type { Knex } from 'knex'

/** The history that can be searched, views of it that people keep, and what the days of an organization cost. */
export async function up(db: Knex): Promise<void> {
  await db.raw(SCHEMA)
}

export async function down(): Promise<void> {
  throw new Error('migrations are append-only: write the next one instead of undoing this one')
}

const SCHEMA = `
-- What a request can be found by. A table of its own, because a request's row changes with every event and each of its columns would be
-- indexed anew. words has the words of prompt, brand and newest drafts, and marks that no text can hold, since the parser never begins a
-- word with @: @o the organization, @b the brand, @p each platform, @m the month it was made in, in UTC. Postgres meets them all within one
-- index, so neither what others wrote nor what is older than the page is read.
create table request_search (
  request_id uuid primary key references content_requests(id),
  organization_id uuid not null references organizations(id),
  created_at timestamptz not null,
  words tsvector not null
);
select wall('request_search');
grant select, insert, update on request_search to media_app;
revoke delete on request_search from media_app;

create function search_mark(p_kind text, p_value text) returns text language sql immutable parallel safe as $$
  select '@' || p_kind || replace(p_value, '-', '')
$$;

-- A tsvector holds 1 MB at the most, and an article may have 130,000 characters: what is behind 120,000 is not found.
create function request_words(p_request uuid) returns tsvector language sql stable as $$
  select array_to_tsvector(array[search_mark('o', r.organization_id::text), search_mark('b', coalesce(r.brand_profile_id::text, '')),
                                 search_mark('m', to_char(r.created_at at time zone 'utc', 'YYYYMM'))]
                           || array(select search_mark('p', p) from unnest(r.platforms) p))
      || to_tsvector('simple', left(concat_ws(E'\\n', r.prompt, r.brand ->> 'brand_name', d.texts), 120000))
    from content_requests r left join lateral (
      select string_agg(t.value #>> '{}', E'\\n') as texts
        from (select distinct on (g.platform) g.content_data - 'form' as content
                from generated_content g where g.request_id = r.id order by g.platform, g.version desc) newest,
             jsonb_path_query(newest.content, 'strict $.**') as t (value)
       where jsonb_typeof(t.value) = 'string') d on true
   where r.id = p_request
$$;

create function search_request_made() returns trigger language plpgsql as $$
begin
  insert into request_search (request_id, organization_id, created_at, words)
  select id, organization_id, created_at, request_words(id) from made on conflict (request_id) do nothing;
  return null;
end $$;
create trigger search_request_made after insert on content_requests referencing new table as made
  for each statement execute function search_request_made();

-- The rows are locked by one statement and read anew by the next: of two drafts that come at once, the second then knows of the first.
create function search_drafts(p_requests uuid[]) returns void language plpgsql as $$
begin
  perform from request_search where request_id = any(p_requests) order by request_id for update;
  update request_search s set words = fresh.words
    from (select request_id, request_words(request_id) as words from request_search where request_id = any(p_requests)) fresh
   where s.request_id = fresh.request_id and s.words <> fresh.words;
end $$;

create function search_drafts_made() returns trigger language plpgsql as $$
begin
  perform search_drafts(array(select distinct request_id from made));
  return null;
end $$;
create trigger search_drafts_made after insert on generated_content referencing new table as made
  for each statement execute function search_drafts_made();

create function search_draft_changed() returns trigger language plpgsql as $$
begin
  perform search_drafts(array[new.request_id]);
  return null;
end $$;
create trigger search_draft_changed after update of content_data on generated_content
  for each row when (old.content_data is distinct from new.content_data) execute function search_draft_changed();

insert into request_search (request_id, organization_id, created_at, words)
select id, organization_id, created_at, request_words(id) from content_requests;
-- What was written last waits in a list that each search reads from end to end: a short one, where the default is 4 MB.
create index request_search_words on request_search using gin (words) with (gin_pending_list_limit = 256);

-- What a person typed as a query. The last word may be unfinished: from three letters on it stands for all that begin with it.
create function search_query(p_text text) returns tsquery language sql stable as $$
  select case when p_text ~ '(^|\\s)[^\\s"-][^\\s"-]{2,}$' and (length(p_text) - length(replace(p_text, '"', ''))) % 2 = 0
                   and q::text ~ '''$'
              then (q::text || ':*')::tsquery else q end
    from websearch_to_tsquery('simple', p_text) q
$$;

/*
 * Requests of the organization that is open, newest first, from before (p_at, p_id). It works with its owner's rights because behind row
 * level security no index on words is used: the operator is not leakproof. So it is a wall itself: it takes no organization, it reads
 * the one that app_organization() says, and none where nothing is open, not even under the scope of all.
 *
 * It looks at the newest month first, then at the two before, then at four, until the page is full: so the page of a word that stands in
 * every request reads a month and not all of them, and a rare one takes a few looks. Where the statuses asked for are few in all, it goes by those.
 */
create function search_requests(p_query tsquery, p_platforms text[], p_brands uuid[], p_statuses text[], p_from timestamptz,
                                p_to timestamptz, p_at timestamptz, p_id uuid, p_limit int)
returns table (request_id uuid, created_at timestamptz)
language plpgsql stable security definer set search_path = public set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
declare
  v_organization uuid := app_organization();
  v_from timestamptz := coalesce(p_from, '-infinity');
  v_to timestamptz := coalesce(p_to, 'infinity');
  v_at timestamptz := coalesce(p_at, 'infinity');
  v_id uuid := coalesce(p_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  v_marks tsquery;
  v_oldest timestamptz;
  v_newest timestamptz;
  v_first date;
  v_last date;
  v_months int := 1;
  v_left int := p_limit;
  v_found int;
begin
  if v_organization is null or p_limit < 1 then return; end if;
  v_marks := quote_literal(search_mark('o', v_organization::text))::tsquery;
  if p_query is not null then
    if numnode(p_query) = 0 then return; end if;
    v_marks := v_marks && p_query;
  end if;
  if p_platforms is not null then
    v_marks := v_marks && (select string_agg(quote_literal(search_mark('p', p)), '|') from unnest(p_platforms) p)::tsquery;
  end if;
  if p_brands is not null then
    v_marks := v_marks && (select string_agg(quote_literal(search_mark('b', b::text)), '|') from unnest(p_brands) b)::tsquery;
  end if;

  if p_statuses is not null and 1500 > (
    select count(*) from (select from content_requests r where r.organization_id = v_organization and r.status = any(p_statuses) limit 1500) few)
  then
    return query
      select r.id, r.created_at from content_requests r join request_search s on s.request_id = r.id
       where r.organization_id = v_organization and r.status = any(p_statuses)
         and r.created_at >= v_from and r.created_at < v_to and (r.created_at, r.id) < (v_at, v_id) and s.words @@ v_marks
       order by r.created_at desc, r.id desc limit p_limit;
    return;
  end if;

  select min(r.created_at), max(r.created_at) into v_oldest, v_newest from content_requests r where r.organization_id = v_organization;
  if v_oldest is null then return; end if;
  v_first := date_trunc('month', greatest(v_oldest, v_from) at time zone 'utc');
  v_last := date_trunc('month', least(v_newest, v_to, v_at) at time zone 'utc');
  while v_left > 0 and v_last >= v_first loop
    return query
      select s.request_id, s.created_at from request_search s
       where s.words @@ (v_marks && (select string_agg(quote_literal(search_mark('m', to_char(v_last - make_interval(months => m), 'YYYYMM'))), '|')
                                       from generate_series(0, v_months - 1) m)::tsquery)
         and s.organization_id = v_organization
         and s.created_at >= v_from and s.created_at < v_to and (s.created_at, s.request_id) < (v_at, v_id)
         and (p_statuses is null or exists (select from content_requests r where r.id = s.request_id and r.status = any(p_statuses)))
       order by s.created_at desc, s.request_id desc limit v_left;
    get diagnostics v_found = row_count;
    v_left := v_left - v_found;
    v_last := v_last - make_interval(months => v_months);
    v_months := v_months * 2;
  end loop;
end $$;
revoke all on function search_requests(tsquery, text[], uuid[], text[], timestamptz, timestamptz, timestamptz, uuid, int) from public;
grant execute on function search_requests(tsquery, text[], uuid[], text[], timestamptz, timestamptz, timestamptz, uuid, int) to media_app;

-- Filters of the history that a person keeps in an organization; gone with their membership.
create table content_views (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations(id),
  user_id uuid not null,
  name text not null check (length(name) between 1 and 80),
  filter jsonb not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  foreign key (organization_id, user_id) references memberships(organization_id, user_id) on delete cascade
);
create index content_views_of on content_views (organization_id, user_id, created_at, id);
select wall('content_views');
grant select, insert, update, delete on content_views to media_app;

-- Days that are over, counted once from the ledgers, which are never changed: local days of the time zone that the organization had when
-- somebody asked, so that one that changes its time zone has them counted anew. counted_days says up to which day.
create table counted_days (
  organization_id uuid not null references organizations(id),
  time_zone text not null,
  before date not null,
  primary key (organization_id, time_zone)
);
create table cost_days (
  organization_id uuid not null references organizations(id),
  time_zone text not null,
  day date not null,
  brand_id uuid not null,
  agent text not null,
  provider text not null,
  model text not null,
  calls bigint not null,
  input_tokens bigint not null,
  output_tokens bigint not null,
  cost_micros bigint not null check (cost_micros >= 0),
  primary key (organization_id, time_zone, day, brand_id, agent, provider, model)
);
create table work_days (
  organization_id uuid not null references organizations(id),
  time_zone text not null,
  day date not null,
  brand_id uuid not null,
  requests int not null,
  units int not null,
  primary key (organization_id, time_zone, day, brand_id)
);
select wall('counted_days');
select wall('cost_days');
select wall('work_days');
-- Derived, so they may be forgotten: they are then counted again.
grant select, insert, update, delete on counted_days, cost_days, work_days to media_app;

-- Days that are not counted yet are read from the ledgers.
create index model_calls_of on model_calls (organization_id, created_at);
create index model_attempts_of on model_attempts (organization_id, created_at);
create index embedding_calls_of on embedding_calls (organization_id, created_at);
-- Who was asked in a round.
create index mails_of_round on mails (round_id) where round_id is not null;
-- What requests cost of late, here and everywhere.
create index content_requests_finished on content_requests (organization_id, finished_at desc) where finished_at is not null;
create index content_requests_finished_anywhere on content_requests (finished_at desc) where finished_at is not null;
`
