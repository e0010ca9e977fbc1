import assert from 'node:assert/strict'
import ICAL from 'ical.js'
import { tenant } from '../../db/knex.ts'
import { plannedBetween } from '../../db/slots.ts'
import { setPlatforms } from '../../db/statuses.ts'
import type { Content } from '../../domain/content.ts'
import type { SuggestedSlot } from '../../domain/strategy.ts'
import type { Platform } from '../../domain/words.ts'
import { type ApiWorld, apiWorld, type Member } from '../helpers/apiWorld.ts'
import { personOf } from '../helpers/members.ts'
import { CONTENT, storeDraft } from '../helpers/openReview.ts'
import { acceptedRequest } from '../helpers/rows.ts'
import { snapshotOf } from '../helpers/tenantTables.ts'

const PATH = '/api/v1/content/calendar'
const DAY_MS = 86_400_000
const day = (from: number) => new Date(Date.now() + from * DAY_MS).toISOString().slice(0, 10)
const SOON = `?from=${day(-1)}&to=${day(60)}`
const SLOTS: SuggestedSlot[] = [
  { platform: 'instagram', weekday: 'Tue', local_time: '11:30', time_zone: 'Asia/Jakarta', why: 'people at work read around breaks' },
  { platform: 'instagram', weekday: 'Thu', local_time: '18:00', time_zone: 'Asia/Jakarta', why: 'and on the way home' },
  { platform: 'any', weekday: 'Mon', local_time: '09:00', time_zone: '', why: '' },
]

interface Item {
  request_id: string
  platform: Platform
  version: number
  title: string
  planned_at: string | null
  local_time: string | null
  source: string | null
  suggested_at: string | null
  moved_by: string | null
  why: string
}
type Agency = Member & { brandId: string }

describe('the calendar of what is approved', () => {
  let world: ApiWorld
  before(async () => {
    world = await apiWorld()
  })
  after(() => world.close())

  async function agency(): Promise<Agency> {
    const me = await world.agency()
    await world.db('quota_periods').where({ organization_id: me.organizationId }).update({ unit_limit: 100_000 })
    await me.ask('PATCH', '/api/v1/organization', { body: { time_zone: 'Asia/Jakarta' } })
    return me
  }

  /** A request whose strategist suggested these times, with drafts that wait. */
  async function drafted(
    me: Agency,
    of: { platforms?: Platform[]; brandId?: string; slots?: unknown; content?: Content } = {},
  ): Promise<string> {
    const { platforms = ['instagram'], slots = SLOTS, content } = of
    const { organizationId } = me
    const requestId = await acceptedRequest(world.db, { ...me, brandId: of.brandId ?? me.brandId }, platforms)
    assert.ok(requestId)
    const step = { organization_id: organizationId, request_id: requestId, step: 'strategist', version: 1, pass: 0, state: 'done' }
    await world.db('agent_steps').insert({ ...step, fence: requestId, answer: JSON.stringify({ suggested_slots: slots }) })
    for (const platform of platforms) await storeDraft(world.db, { organizationId, requestId, platform, ...(content && { content }) })
    return requestId
  }
  const set = (me: Agency, id: string, status: 'approved' | 'revising' | 'rejected', platform: Platform = 'instagram', version = 1) =>
    setPlatforms(tenant(world.pool, me.organizationId), id, [{ platform, status, version, reason: '' }])
  async function approved(me: Agency, of: Parameters<typeof drafted>[1] = {}): Promise<string> {
    const id = await drafted(me, of)
    for (const platform of of.platforms ?? ['instagram']) await set(me, id, 'approved', platform as Platform)
    return id
  }
  const calendar = async (me: Pick<Member, 'ask'>, query = SOON) => {
    const { status, body } = await me.ask('GET', PATH + query)
    assert.equal(status, 200, JSON.stringify(body))
    return body as {
      items: Item[]
      unplanned: Item[]
      unplanned_count: number
      outside: Record<'before' | 'after', { count: number; nearest: string | null }>
      next_cursor: string | null
      from: string
      to: string
      time_zone: string
    }
  }
  const itemOf = async (me: Pick<Member, 'ask'>, id: string) => (await calendar(me)).items.find(({ request_id }) => request_id === id)
  const slot = (id: string, platform = 'instagram') => `/api/v1/content/requests/${id}/drafts/${platform}/slot`
  const move = (me: Pick<Member, 'ask'>, id: string, body: unknown) => me.ask('PUT', slot(id), { body })
  const at = (days: number, time = '10:00') => `${day(days)}T${time}:00.000Z`

  describe('a draft that is approved', () => {
    it('is planned for the first moment its strategy suggests, in the organization’s time, and says why', async () => {
      const me = await agency()
      const id = await approved(me)
      const { items, time_zone } = await calendar(me)
      assert.equal(time_zone, 'Asia/Jakarta')
      const [item] = items
      assert.equal(items.length, 1)
      assert.equal(item?.request_id, id)
      assert.match(item?.local_time ?? '', /T(11:30|18:00)$/)
      const planned = new Date(item?.planned_at ?? '')
      assert.ok(planned.getTime() > Date.now() && planned.getTime() <= Date.now() + 7 * DAY_MS)
      assert.match(`${planned.getUTCDay()} ${item?.planned_at?.slice(11, 16)}`, /^(2 04:30|4 11:00)$/)
      assert.equal(item?.why, item?.local_time?.endsWith('11:30') ? SLOTS[0]?.why : SLOTS[1]?.why)
      assert.deepEqual([item?.source, item?.suggested_at, item?.moved_by], ['suggested', item?.planned_at, null])
      assert.equal(item?.title, 'Linen <3 summer.')
      assert.deepEqual((await calendar(me)).items, items, 'asked again it is told the same')
    })

    it('shares no moment with another of its brand and platform, although all are approved at once', async () => {
      const me = await agency()
      const other = (await me.brand('Another')).id
      const ids = await Promise.all(Array.from({ length: 8 }, () => drafted(me)))
      const theirs = await drafted(me, { brandId: other })
      await Promise.all([...ids, theirs].map((id) => set(me, id, 'approved')))
      const { items } = await calendar(me)
      const moments = items.filter(({ request_id }) => request_id !== theirs).map(({ planned_at }) => planned_at)
      assert.equal(new Set(moments).size, 8)
      assert.deepEqual(moments, [...moments].sort(), 'the earliest first')
      assert.equal(items.find(({ request_id }) => request_id === theirs)?.planned_at, moments[0], 'another brand has its own readers')
      const days = (Date.parse(moments[7] ?? '') - Date.parse(moments[0] ?? '')) / DAY_MS
      assert.ok(days > 20 && days < 28, `two a week: ${days}`)
    })

    it('is planned once: a repetition of its approval, and its settlement, change nothing', async () => {
      const me = await agency()
      const id = await approved(me)
      const before = await snapshotOf(world.db, me.organizationId)
      await Promise.all([set(me, id, 'approved'), set(me, id, 'approved')])
      assert.deepEqual((await snapshotOf(world.db, me.organizationId)).planned_slots, before.planned_slots)
    })

    it('is gone while a newer version of it is made, and comes back to its place when that is approved', async () => {
      const me = await agency()
      const [kept, moved] = [await approved(me), await approved(me)]
      const place = await itemOf(me, kept)
      await move(me, moved, { planned_at: at(30) })
      for (const id of [kept, moved]) {
        await storeDraft(world.db, { organizationId: me.organizationId, requestId: id, platform: 'instagram', version: 2 })
        await set(me, id, 'revising', 'instagram', 2)
      }
      assert.deepEqual((await calendar(me)).items, [])
      const third = await approved(me)
      assert.notEqual((await itemOf(me, third))?.planned_at, place?.planned_at, 'its moment waits for it')
      for (const id of [kept, moved]) await set(me, id, 'approved', 'instagram', 2)
      const again = await itemOf(me, kept)
      assert.deepEqual([again?.planned_at, again?.version], [place?.planned_at, 2])
      assert.deepEqual([(await itemOf(me, moved))?.planned_at, (await itemOf(me, moved))?.source], [at(30), 'moved'])
    })

    it('frees its moment when it comes to nothing', async () => {
      const me = await agency()
      const first = await approved(me)
      const place = (await itemOf(me, first))?.planned_at
      await set(me, first, 'rejected')
      assert.deepEqual((await calendar(me)).items, [])
      assert.equal((await itemOf(me, await approved(me)))?.planned_at, place)
    })

    it('without a suggestion has no place until somebody gives it one', async () => {
      const me = await agency()
      const id = await approved(me, { platforms: ['linkedin', 'tiktok'], slots: [{ ...SLOTS[0], platform: 'tiktok' }] })
      const { items, unplanned, unplanned_count } = await calendar(me)
      assert.deepEqual(
        items.map(({ platform }) => platform),
        ['tiktok'],
      )
      assert.equal(unplanned_count, 1)
      assert.deepEqual([unplanned[0]?.platform, unplanned[0]?.planned_at, unplanned[0]?.source], ['linkedin', null, null])
      const given = await me.ask('PUT', slot(id, 'linkedin'), { body: { planned_at: at(3), if_planned_at: null } })
      assert.deepEqual([given.status, given.body.planned_at, given.body.source], [200, at(3), 'moved'])
      assert.equal((await calendar(me)).unplanned_count, 0)
      const back = await me.ask('DELETE', slot(id, 'linkedin'))
      assert.deepEqual([back.status, back.body.planned_at, back.body.source], [200, null, null])
    })
  })

  describe('asked for a span', () => {
    it('shows what is planned in it, and tells how much lies before and after', async () => {
      const me = await agency()
      const ids = [await approved(me), await approved(me), await approved(me)]
      const [a, b, c] = [at(10), at(20), at(30)]
      for (const [i, planned_at] of [a, b, c].entries()) await move(me, ids[i] ?? '', { planned_at })
      const view = await calendar(me, `?from=${encodeURIComponent(at(15))}&to=${encodeURIComponent(at(25))}`)
      assert.deepEqual(
        view.items.map(({ request_id }) => request_id),
        [ids[1]],
      )
      assert.deepEqual(view.outside, { before: { count: 1, nearest: a }, after: { count: 1, nearest: c } })
      const edge = await calendar(me, `?from=${encodeURIComponent(b)}&to=${encodeURIComponent(c)}`)
      assert.deepEqual(
        edge.items.map(({ planned_at }) => planned_at),
        [b],
        'from is in it and to is not',
      )
    })

    it('counts days as the organization does', async () => {
      const me = await agency()
      const id = await approved(me)
      await move(me, id, { planned_at: `${day(11)}T17:30:00Z` })
      assert.deepEqual((await calendar(me, `?from=${day(11)}&to=${day(11)}`)).items, [])
      const { items, from, to } = await calendar(me, `?from=${day(12)}&to=${day(12)}`)
      assert.equal(items[0]?.local_time, `${day(12)}T00:30`)
      assert.deepEqual([from, to], [`${day(11)}T17:00:00.000Z`, `${day(12)}T17:00:00.000Z`])
    })

    it('goes on page by page, also where several are planned for one moment', async () => {
      const me = await agency()
      const ids = await Promise.all([0, 1, 2].map(() => approved(me, { platforms: ['instagram', 'linkedin', 'tiktok'] })))
      for (const id of ids)
        for (const platform of ['instagram', 'linkedin', 'tiktok']) await me.ask('PUT', slot(id, platform), { body: { planned_at: at(9) } })
      const seen: string[] = []
      for (let cursor: string | null = '', pages = 0; cursor !== null; pages++) {
        assert.ok(pages < 5)
        const page: Awaited<ReturnType<typeof calendar>> = await calendar(me, `${SOON}&limit=2${cursor && `&cursor=${cursor}`}`)
        seen.push(...page.items.map(({ request_id, platform }) => `${request_id} ${platform}`))
        cursor = page.next_cursor
      }
      assert.equal(new Set(seen).size, 9)
      assert.equal(seen.length, 9)
    })

    it('is filtered by brand and platform, and by the brands that somebody may see', async () => {
      const me = await agency()
      const other = (await me.brand('Another')).id
      const mine = await approved(me, { platforms: ['instagram', 'linkedin'] })
      const theirs = await approved(me, { brandId: other, slots: [] })
      const shown = async (who: Pick<Member, 'ask'>, query = '') => {
        const { items, unplanned, unplanned_count, outside } = await calendar(who, SOON + query)
        assert.equal(unplanned.length, unplanned_count)
        assert.equal(outside.before.count + outside.after.count, 0)
        return [...items, ...unplanned].map(({ request_id, platform }) => `${request_id} ${platform}`).sort()
      }
      assert.deepEqual(await shown(me, `&brand_id=${other}`), [`${theirs} instagram`])
      assert.deepEqual(await shown(me, '&platform=linkedin'), [`${mine} linkedin`])
      const client = await personOf(world, { organizationId: me.organizationId, role: 'client', brandIds: [other] })
      assert.deepEqual(await shown(client), [`${theirs} instagram`])
      assert.deepEqual(await shown(client, `&brand_id=${me.brandId}`), [])
      const stranger = await agency()
      assert.deepEqual(await shown(stranger), [])
      assert.deepEqual(await shown(stranger, `&brand_id=${other}`), [])
      for (const what of ['export.csv', 'export.ics']) {
        assert.doesNotMatch((await client.ask('GET', `${PATH}/${what}${SOON}`)).text, new RegExp(mine))
        assert.match((await me.ask('GET', `${PATH}/${what}${SOON}&brand_id=${me.brandId}`)).text, new RegExp(mine))
      }
    })

    it('refuses spans that are none, or too long, with what is wrong', async () => {
      const me = await agency()
      const asked: [string, number][] = [
        ['', 400],
        [`?from=${day(0)}`, 400],
        ['?from=yesterday&to=2026-12-01', 400],
        ['?from=2026-12-01&to=2026-13-01', 400],
        [`${SOON}&what=x`, 400],
        [`${SOON}&platform=myspace`, 400],
        [`${SOON}&brand_id=x`, 400],
        [`${SOON}&cursor=x`, 400],
        [`${SOON}&limit=0`, 400],
        ['?from=2026-12-02&to=2026-12-01', 422],
        ['?from=2026-12-01T00:00:00Z&to=2026-12-01T00:00:00Z', 422],
        ['?from=2026-01-01&to=2026-04-11', 422],
        ['?from=0000-01-01&to=0000-01-02', 422],
        ['?from=2026-01-01&to=2026-04-10', 200],
      ]
      for (const [query, status] of asked) assert.equal((await me.ask('GET', PATH + query)).status, status, query)
      for (const what of ['export.ics', 'export.csv']) {
        assert.equal((await me.ask('GET', `${PATH}/${what}?from=2026-01-01&to=2026-12-01`)).status, 422)
        assert.equal((await me.ask('GET', `${PATH}/${what}`)).status, 400)
      }
    })

    it('answers an organization with 10,000 approved drafts in a moment, by its index', async () => {
      const me = await agency()
      const first = await approved(me)
      const of = { organization: me.organizationId, first }
      await world.db.raw(
        `with made as (
           insert into content_requests (organization_id, user_id, brand_profile_id, brand, prompt, platforms, content_types, language, approval, budget_micros, disclosure, status)
           select organization_id, user_id, brand_profile_id, brand, prompt, platforms, content_types, language, approval, budget_micros, disclosure, 'completed'
             from content_requests, generate_series(1, 10000) where id = cast(:first as uuid) returning id, organization_id, brand_profile_id
         ), numbered as (select *, row_number() over () as n from made
         ), drafts as (
           insert into generated_content (organization_id, request_id, platform, content_type, version, content_data, content_hash, score_parts, findings, to_attach, model, rule_pack, prompt_versions)
           select n.organization_id, n.id, g.platform, g.content_type, 1, g.content_data, g.content_hash, '{}', '[]', '[]', g.model, g.rule_pack, '{}'
             from numbered n, generated_content g where g.request_id = cast(:first as uuid)
         ), states as (
           insert into request_platforms (request_id, organization_id, platform, content_type, status)
           select id, organization_id, 'instagram', 'post', 'approved' from numbered
         )
         insert into planned_slots (request_id, organization_id, brand_id, platform, version, planned_at, suggested_at)
         select id, organization_id, brand_profile_id, 'instagram', 1, now() + n * interval '1 hour', now() + n * interval '1 hour' from numbered`,
        of,
      )
      await world.db.raw('analyze planned_slots, request_platforms, content_requests, generated_content')
      const query = `?from=${day(30)}&to=${day(59)}`
      const times: number[] = []
      for (let i = 0; i < 5; i++) {
        const startedAt = performance.now()
        const { items, outside } = await calendar(me, query)
        times.push(performance.now() - startedAt)
        assert.ok(items.length >= 719 && items.length <= 721, `${items.length}`)
        assert.equal(items.length + outside.before.count + outside.after.count, 10_001)
      }
      assert.ok(Math.min(...times) < 500, `${times.map(Math.round)} ms`)
      const explained: string[] = []
      const db = tenant(world.pool, me.organizationId)
      const watched = {
        raw: async (sql: string, bindings: Record<string, unknown>) => {
          const { rows } = await db.raw(`explain ${sql}`, bindings)
          explained.push(...rows.map((row: Record<string, string>) => row['QUERY PLAN'] ?? ''))
          return { rows: [] }
        },
      } as unknown as typeof db
      const span = { from: new Date(at(30)), to: new Date(at(60)) }
      await plannedBetween(watched, { organizationId: me.organizationId, among: null }, { ...span, limit: 1_001 })
      assert.match(explained.join('\n'), /planned_slots_between/)
      assert.doesNotMatch(explained.join('\n'), /Seq Scan on (planned_slots|generated_content)/)
    })
  })

  describe('moving', () => {
    it('takes a draft to the moment a person chose, tells who did, and leaves a trace', async () => {
      const me = await agency()
      const id = await approved(me)
      const before = await itemOf(me, id)
      const planned_at = `${day(12)}T16:00:00+07:00`
      const { status, body } = await move(me, id, { planned_at, if_planned_at: before?.planned_at })
      assert.equal(status, 200)
      assert.deepEqual(
        [body.planned_at, body.source, body.moved_by, body.suggested_at, body.local_time],
        [
          `${day(12)}T09:00:00.000Z`,
          'moved',
          (await me.ask('GET', '/api/v1/auth/me')).body.user.name,
          before?.planned_at,
          `${day(12)}T16:00`,
        ],
      )
      const event = await world.db('request_events').where({ request_id: id, type: 'slot.moved' }).first('data')
      assert.deepEqual([event.data.from, event.data.planned_at], [before?.planned_at, body.planned_at])
      const entry = await world.db('audit_log').where({ request_id: id, action: 'slot.moved' }).first()
      assert.deepEqual(
        [entry.actor, entry.data],
        [`user/${me.userId}`, { platform: 'instagram', from: before?.planned_at, to: body.planned_at }],
      )
      const again = await move(me, id, { planned_at, if_planned_at: before?.planned_at })
      assert.deepEqual([again.status, again.body], [200, body], 'the same again is done already')
      assert.equal((await world.db('audit_log').where({ request_id: id, action: 'slot.moved' })).length, 1)
    })

    it('is refused to whoever did not see where it is by now; of two at once one wins', async () => {
      const me = await agency()
      const id = await approved(me)
      const seen = (await itemOf(me, id))?.planned_at
      const both = await Promise.all([8, 9].map((days) => move(me, id, { planned_at: at(days), if_planned_at: seen })))
      assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409])
      const [won, lost] = both.toSorted((a, b) => a.status - b.status)
      assert.equal(lost?.body.details.planned_at, won?.body.planned_at)
      assert.equal((await itemOf(me, id))?.planned_at, won?.body.planned_at)
      assert.equal((await move(me, id, { planned_at: at(10), if_planned_at: null })).status, 409)
      const stale = await me.ask('DELETE', `${slot(id)}?if_planned_at=${encodeURIComponent(seen ?? '')}`)
      assert.equal(stale.status, 409)
      assert.equal((await move(me, id, { planned_at: at(10) })).status, 200, 'who says nothing of it moves it')
    })

    it('back puts it where it was suggested, or to the next free moment where that is taken', async () => {
      const me = await agency()
      const [a, b] = [await approved(me), await approved(me)]
      const suggested = (await itemOf(me, a))?.planned_at
      await move(me, a, { planned_at: at(40) })
      const back = await me.ask('DELETE', slot(a))
      assert.deepEqual([back.status, back.body.planned_at, back.body.source, back.body.moved_by], [200, suggested, 'suggested', null])
      assert.equal((await world.db('audit_log').where({ request_id: a, action: 'slot.reset' })).length, 1)
      const still = await me.ask('DELETE', slot(a))
      assert.deepEqual([still.status, still.body], [200, back.body])

      await move(me, a, { planned_at: at(40) })
      await move(me, b, { planned_at: suggested })
      const next = await me.ask('DELETE', slot(a))
      assert.ok(next.body.planned_at > (suggested ?? ''), 'somebody chose that moment for another draft')
      assert.equal(next.body.source, 'suggested')

      await move(me, a, { planned_at: at(40) })
      await world
        .db('planned_slots')
        .where({ request_id: a })
        .update({ suggested_at: at(-3) })
      const later = await me.ask('DELETE', slot(a))
      assert.ok(Date.parse(later.body.planned_at) > Date.now(), 'what has passed is suggested to nobody')
    })

    it('is for approved drafts, of this organization and brand, by who creates content', async () => {
      const me = await agency()
      const waiting = await drafted(me)
      const refused = await move(me, waiting, { planned_at: at(3) })
      assert.equal(refused.status, 409)
      assert.match(refused.body.detail, /Only what is approved/)
      assert.equal((await me.ask('DELETE', slot(waiting))).status, 409)
      const id = await approved(me)
      await set(me, id, 'revising')
      assert.equal((await move(me, id, { planned_at: at(3) })).status, 409)
      await set(me, id, 'approved')
      const before = await snapshotOf(world.db, me.organizationId)
      const other = (await me.brand('Another')).id
      const { organizationId } = me
      const limited = await personOf(world, { organizationId, role: 'editor', brandIds: [other] })
      for (const [who, status] of [
        [await agency(), 404],
        [limited, 404],
        [await personOf(world, { organizationId, role: 'reviewer' }), 403],
        [await personOf(world, { organizationId, role: 'client', brandIds: [me.brandId] }), 403],
      ] as const) {
        assert.equal((await move(who, id, { planned_at: at(3) })).status, status)
        assert.equal((await who.ask('DELETE', slot(id))).status, status)
      }
      for (const platform of ['tiktok', 'myspace'])
        assert.equal((await me.ask('PUT', slot(id, platform), { body: { planned_at: at(3) } })).status, 404)
      for (const body of [
        {},
        { planned_at: day(3) },
        { planned_at: '2026-12-01T09:00:00' },
        { planned_at: at(3), by: 'me' },
        { planned_at: null },
      ])
        assert.equal((await move(me, id, body)).status, 400, JSON.stringify(body))
      for (const planned_at of ['2999-01-01T00:00:00Z', '0001-01-01T00:00:00Z'])
        assert.equal((await move(me, id, { planned_at })).status, 422)
      assert.deepEqual((await snapshotOf(world.db, organizationId)).planned_slots, before.planned_slots)
    })
  })

  describe('taken along', () => {
    const HOSTILE =
      '=HYPERLINK("https://evil.example";"x"), \\n;BEGIN:VEVENT 🧵 “linen” ' +
      'Sommerkleidung über alles, pakaian musim panas 夏のリネン '.repeat(3)

    async function told(me: Agency, title = HOSTILE) {
      const id = await approved(me, {
        content: { ...(CONTENT.instagram as Extract<Content, { form: 'post' }>), text: `${title}\nThe rest.` },
        slots: [{ ...SLOTS[0], why: 'line one\r\nATTENDEE:mailto:a@b.example\u2028\u0007 +1' }],
      })
      const ics = await me.ask('GET', `${PATH}/export.ics${SOON}`)
      assert.equal(ics.status, 200)
      assert.match(ics.headers.get('content-type') ?? '', /^text\/calendar/)
      assert.match(ics.headers.get('content-disposition') ?? '', /attachment; filename="content-calendar\.ics"/)
      return { id, ics: ics.text }
    }
    const eventsOf = (ics: string) =>
      new ICAL.Component(ICAL.parse(ics)).getAllSubcomponents('vevent').map((event) => new ICAL.Event(event))

    it('as iCalendar that another program reads: the moment, the texts as they are, and lines as they have to be', async () => {
      const me = await agency()
      const { id, ics } = await told(me)
      const item = await itemOf(me, id)
      const events = eventsOf(ics)
      assert.equal(events.length, 1)
      const [event] = events
      assert.equal(event?.startDate.toJSDate().toISOString(), item?.planned_at)
      assert.equal(event?.startDate.zone, ICAL.Timezone.utcTimezone)
      assert.equal(event?.endDate.toJSDate().getTime(), Date.parse(item?.planned_at ?? '') + 900_000)
      assert.ok(event?.summary.endsWith(`Instagram post: ${item?.title}`), event?.summary)
      assert.match(event?.description ?? '', /Suggested: line one\nATTENDEE:mailto:a@b\.example\n \+1\.\n/)
      assert.equal(event?.attendees.length, 0, 'a text stays a text')
      assert.match(ics, /^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\nPRODID:/)
      assert.match(ics, /\r\nX-WR-TIMEZONE:Asia\/Jakarta\r\n/)
      for (const line of ics.split('\r\n')) {
        assert.ok(Buffer.byteLength(line) <= 75, `${Buffer.byteLength(line)} octets: ${line}`)
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
        assert.doesNotMatch(line, /[\u0000-\u0008\n\u000b-\u001f\u007f]/)
      }
      assert.deepEqual((await me.ask('GET', `${PATH}/export.ics${SOON}`)).text, ics, 'the same plan is the same file')
    })

    it('as iCalendar whose entries keep their name and count their changes', async () => {
      const me = await agency()
      const { id, ics } = await told(me, 'Linen')
      const [before] = eventsOf(ics)
      await move(me, id, { planned_at: at(20) })
      const [after] = eventsOf((await me.ask('GET', `${PATH}/export.ics${SOON}`)).text)
      assert.equal(after?.uid, before?.uid)
      assert.ok((after?.sequence ?? 0) > (before?.sequence ?? 0), `${before?.sequence} ${after?.sequence}`)
      const stampOf = (event: ICAL.Event | undefined) => String(event?.component.getFirstPropertyValue('dtstamp'))
      assert.ok(stampOf(after) >= stampOf(before))
      assert.equal(after?.startDate.toJSDate().toISOString(), at(20))
      assert.equal(after?.component.getFirstPropertyValue('status'), 'CONFIRMED')
      assert.equal(before?.component.getFirstPropertyValue('status'), 'TENTATIVE')
    })

    it('as a table in which nothing is a formula, in the organization’s time', async () => {
      const me = await agency()
      const { id } = await told(me)
      const item = await itemOf(me, id)
      const { status, text, headers } = await me.ask('GET', `${PATH}/export.csv${SOON}`)
      assert.equal(status, 200)
      assert.match(headers.get('content-type') ?? '', /^text\/csv/)
      const [head, row = ''] = text.split('\n')
      assert.match(head ?? '', /^date,time,time_zone,planned_at,source,platform,content_type,brand,title,why,version,request_id$/)
      const [date, time] = item?.local_time?.split('T') ?? []
      assert.ok(row.startsWith(`${date},${time},Asia/Jakarta,${item?.planned_at},suggested,instagram,post,Marlow Linen,`), row)
      assert.match(row, /,"'=HYPERLINK\(/)
      assert.doesNotMatch(text, /(^|,|")[=+@]/m)
    })

    it('empty where nothing is planned, by who may export', async () => {
      const me = await agency()
      assert.equal(eventsOf((await me.ask('GET', `${PATH}/export.ics${SOON}`)).text).length, 0)
      assert.equal((await me.ask('GET', `${PATH}/export.csv${SOON}`)).text.trim().split('\n').length, 1)
      const head = await fetch(new URL(`${PATH}/export.ics${SOON}`, world.url), {
        method: 'HEAD',
        headers: { authorization: `Bearer ${me.token}` },
      })
      assert.equal(head.status, 200)
    })
  })
})
