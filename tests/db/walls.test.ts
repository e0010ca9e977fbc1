import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { acrossTenants, openDb, type Pool, tenant, transact } from '../../db/knex.ts'
import { requireWalls } from '../../db/walls.ts'
import { type ApiWorld, apiWorld } from '../helpers/apiWorld.ts'
import { createTestDatabase } from '../helpers/database.ts'
import { PIXEL, SAMPLES, send } from '../helpers/samples.ts'
import { type TenantTable, tenantTables } from '../helpers/tenantTables.ts'
import { testServers } from '../helpers/testServers.ts'
import { someone, THINGS, thingsOf, type Whose } from '../helpers/things.ts'

/** Tables whose rows are an organization's and that do not keep the others out. */
async function gaps(pool: Pool): Promise<string[]> {
  const tables = await tenantTables(pool)
  return tables.filter(({ walls }) => !walls.enabled || !walls.forced || !walls.policies.includes('tenant')).map(({ name }) => name)
}

const DENIED = '42501'
const isDenied = (error: unknown) => (error as { code?: string }).code === DENIED

describe('the walls between organizations', () => {
  let world: ApiWorld
  let a: Whose
  let b: Whose
  let tables: TenantTable[]
  before(async () => {
    world = await apiWorld()
    a = await filled()
    b = await filled()
    tables = await tenantTables(world.db)
  })
  after(() => world.close())

  /** An organization with a row in every table that there is. */
  async function filled(): Promise<Whose> {
    const whose = await someone(world)
    const take = thingsOf(world, whose)
    for (const thing of THINGS) await take(thing)
    const [organization_id, request_id] = [whose.organizationId, await take('request')]
    const step = { organization_id, request_id, step: 'strategist', version: 1, pass: 0, fence: randomUUID() }
    const [{ id: step_id }] = await world.db('agent_steps').insert(step).returning('id')
    const costs = { input_tokens: 1, cached_input_tokens: 0, output_tokens: 1, cost_micros: 1, latency_ms: 1 }
    const call = { organization_id, request_id, step_id, ordinal: 1, agent: 'strategist', provider: 'x', model: 'x', asked_hash: 'x' }
    await world.db('model_calls').insert({ ...call, ...costs, answer: '{}' })
    const { asked_hash: _hash, ...attempt } = call
    await world.db('model_attempts').insert({ ...attempt, ...costs, fence: step.fence, nth: 1, outcome: 'timeout', message: 'too late' })
    await whose.owner.ask('POST', '/api/v1/brands', { body: { brand_name: 'Kept' }, headers: { 'idempotency-key': randomUUID() } })
    const denied = await whose.owner.ask('PUT', '/api/v1/denied', { body: { terms: ['cheap'], hashtags: [] } })
    assert.equal(denied.status, 200)
    await take('policy')
    await whose.owner.ask('PUT', '/api/v1/organization/logo', { body: { image: PIXEL } })
    const [link] = await world.db('approval_links').where({ organization_id }).select('id')
    await world.db('approval_codes').insert({ organization_id, link_id: link.id })
    const [mail] = await world.db('mails').where({ organization_id }).select('id')
    await world.db('mail_events').insert({ id: randomUUID(), organization_id, mail_id: mail.id, event: 'delivered', at: new Date() })
    const remembered = { organization_id, brand_id: await take('brand'), model: 'x', item: `${request_id}/x/1`, approved_at: new Date() }
    await world.db('remembered_drafts').insert({ ...remembered, provider: 'postgres' })
    await world.db('memory_vectors').insert({ ...remembered, vector: '{1,0}' })
    await world
      .db('embedding_calls')
      .insert({ organization_id, request_id, provider: 'x', model: 'x', purpose: 'recall', tokens: 1, cost_micros: 1 })
    const day = { organization_id, time_zone: 'UTC', day: '2026-01-01', brand_id: await take('brand') }
    await world.db('counted_days').insert({ organization_id, time_zone: 'UTC', before: '2026-01-02' })
    await world.db('work_days').insert({ ...day, requests: 1, units: 1 })
    const spent = { calls: 1, input_tokens: 1, output_tokens: 1, cost_micros: 1 }
    await world.db('cost_days').insert({ ...day, agent: 'x', provider: 'x', model: 'x', ...spent })
    await world.db('approval_drifts').insert({ organization_id, request_id, platform: 'x', version: 1, rule_pack: 'x', findings: '[]' })
    const asked = { organization_id, request_id, platform: 'x', version: 2, base_version: 1, instruction: 'x', asked_by: 'x' }
    await world.db('regenerations').insert(asked)
    await world.db('planned_slots').insert({ organization_id, request_id, platform: 'x', version: 1, planned_at: new Date() })
    const approve = world.endpoints.find((e) => e.method === 'post' && e.path === '/approve/:token')
    assert.ok(approve)
    const decided = await send(approve, (await SAMPLES['POST /approve/:token']?.call?.(take, world)) ?? {}, world.ask)
    assert.equal(decided.status, 200)
    return whose
  }

  /** A row of an organization as it is stored. */
  async function rowOf({ name, column }: TenantTable, organizationId: string): Promise<string> {
    const { rows } = await world.db.raw('select to_jsonb(t)::text as row from ?? t where ?? = ? limit 1', [name, column, organizationId])
    assert.ok(rows[0], `${name} has no row to try with: make one in \`filled\``)
    return rows[0].row
  }
  const readable = () => tables.filter(({ name }) => name !== 'audit_heads')
  const count = async (db: Pick<Pool, 'raw'>, { name, column }: TenantTable, not?: string): Promise<number> => {
    const { rows } = await db.raw(`select count(*) as n from ?? ${not ? 'where ?? <> ?' : ''}`, not ? [name, column, not] : [name])
    return rows[0].n
  }

  it('stand round every table of theirs, found in the catalog', async () => {
    assert.ok(tables.length >= 23, `${tables.length} tables`)
    assert.deepEqual(await gaps(world.pool), [])
  })

  it("have no way round: no table beside them refers to one of theirs, and only the log and the search work with their owner's rights", async () => {
    const names = tables.map(({ name }) => name)
    const { rows: references } = await world.pool.raw(
      `select conrelid::regclass::text as from, confrelid::regclass::text as to from pg_constraint where contype = 'f'`,
    )
    const round = references.filter((r: { from: string; to: string }) => names.includes(r.to) && !names.includes(r.from))
    assert.deepEqual(round, [])
    const { rows: definers } = await world.pool.raw(
      `select proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'public' and prosecdef order by 1`,
    )
    assert.deepEqual(
      definers.map((d: { name: string }) => d.name),
      ['audit_chain', 'audit_faults', 'search_requests'],
    )
    const { rows: views } = await world.pool.raw(
      `select relname from pg_class where relkind in ('v', 'm') and relnamespace = 'public'::regnamespace`,
    )
    assert.deepEqual(views, [], 'a view reads with the rights of its owner')
  })

  it('show a pool that nobody opened no row of any of them', async () => {
    for (const table of readable()) {
      await rowOf(table, a.organizationId)
      assert.equal(await count(world.pool, table), 0, table.name)
    }
  })

  it('show an organization its own rows and no other', async () => {
    const db = tenant(world.pool, a.organizationId)
    for (const table of readable()) {
      await rowOf(table, b.organizationId)
      assert.ok((await count(db, table)) > 0, `${table.name} shows its own`)
      assert.equal(await count(db, table, a.organizationId), 0, `${table.name} shows others'`)
    }
  })

  it('let an organization write no row of another: not new, not changed, not moved over, not deleted', async () => {
    const db = tenant(world.pool, a.organizationId)
    const before = await everything()
    for (const table of tables.filter((t) => t.name !== 'audit_heads')) {
      const { name, column } = table
      const theirs = await rowOf(table, b.organizationId)
      const copy = 'insert into ?? select * from jsonb_populate_record(null::??, ?::jsonb)'
      await assert.rejects(db.raw(copy, [name, name, theirs]), isDenied, `insert into ${name}`)
      const moved = db.raw('update ?? set ?? = ? where ?? = ?', [name, column, b.organizationId, column, a.organizationId])
      await assert.rejects(moved, isDenied, `${name}: a row moved over`)
      for (const statement of ['update ?? set ?? = ? where ?? = ?', 'delete from ?? where ?? = ?']) {
        const own = statement.startsWith('update') ? [name, column, a.organizationId] : [name]
        // What the role may never do is denied; for the rest there is nothing there to do it to.
        const done = await db.raw(statement, [...own, column, b.organizationId]).then((r: { rowCount: number }) => r.rowCount, denial)
        assert.ok(done === 0 || done === DENIED, `${name}: ${statement} did ${done}`)
      }
    }
    assert.deepEqual(await everything(), before)
  })
  const denial = (error: { code?: string }) => error.code
  async function everything() {
    const counted: Record<string, number[]> = {}
    for (const table of readable())
      counted[table.name] = [await count(world.db, table, a.organizationId), await count(world.db, table, b.organizationId)]
    return counted
  }

  it('let nobody read or move the heads of the log, nor change or delete its rows', async () => {
    for (const db of [world.db, tenant(world.pool, a.organizationId)]) {
      await assert.rejects(db.raw('select * from audit_heads'), isDenied)
      await assert.rejects(db.raw(`update audit_heads set seq = 1`), isDenied)
      await assert.rejects(db.raw(`update audit_log set action = 'nothing'`), isDenied)
      await assert.rejects(db.raw('delete from audit_log'), isDenied)
      await assert.rejects(db.raw('truncate audit_log'), isDenied)
      await assert.rejects(db.raw('alter table audit_log disable trigger audit_chain'), isDenied)
      await assert.rejects(db.raw('alter table brand_profiles disable row level security'), isDenied)
    }
  })

  it('open for one statement or one transaction: the connection keeps nothing', async () => {
    const one = openDb(world.database.url, { max: 1 })
    try {
      const rows = async (db: Pick<Pool, 'raw'>) => (await db.raw('select id from organizations')).rows.map((r: { id: string }) => r.id)
      const db = tenant(one, a.organizationId)
      const assertClosed = async (after: string) => {
        assert.deepEqual(await rows(one), [], after)
        const { rows: left } = await one.raw(
          `select coalesce(current_setting('app.organization_id', true), '') || coalesce(current_setting('app.scope', true), '') as scope`,
        )
        assert.equal(left[0].scope, '', after)
      }
      await assertClosed('at first')
      assert.deepEqual(await rows(db), [a.organizationId])
      await assertClosed('after a statement')
      assert.ok((await rows(acrossTenants(one))).length >= 2)
      await assertClosed('after a statement across all')
      await assert.rejects(db.raw('select 1 / 0'))
      await assertClosed('after an error')
      await assert.rejects(db.raw('select from nowhere'))
      await assertClosed('after a statement that does not parse')
      await assert.rejects(db('organizations').insert({ id: b.organizationId, name: 'x' }))
      await assertClosed('after a refused row')
      await transact(db, async (trx) => {
        assert.deepEqual(await rows(trx), [a.organizationId])
        await assert.rejects(transact(trx, (inner) => inner.raw('select 1 / 0') as unknown as Promise<void>))
        assert.deepEqual(await rows(trx), [a.organizationId], 'after a savepoint was undone')
      })
      await assertClosed('after a transaction')
      await assert.rejects(
        transact(db, async (trx) => {
          await trx.raw('select 1')
          throw new Error('undone')
        }),
      )
      await assertClosed('after a transaction that was undone')
      const mixed = await Promise.all(
        Array.from({ length: 60 }, (_, i) => rows(i % 3 === 2 ? one : tenant(one, i % 3 ? b.organizationId : a.organizationId))),
      )
      mixed.forEach((seen, i) => {
        assert.deepEqual(seen, i % 3 === 2 ? [] : [i % 3 ? b.organizationId : a.organizationId])
      })
    } finally {
      await one.destroy()
    }
  })

  it('are opened by an id and by nothing that could be SQL', () => {
    for (const bad of ['', 'x', `${a.organizationId}'; set role x; --`, `${a.organizationId}\n`])
      assert.throws(() => tenant(world.pool, bad), /id of an organization/, JSON.stringify(bad))
  })

  describe('are required of a process before it serves', () => {
    const using = async (url: string, work: (pool: Pool) => Promise<void>) => {
      const pool = openDb(url, { max: 1 })
      try {
        await work(pool)
      } finally {
        await pool.destroy()
      }
    }
    const inIt = (url: string, name: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href

    it('which may be the application’s role, and neither the owner nor a superuser', async () => {
      await requireWalls(world.pool)
      await using(world.database.ownerUrl, (pool) => assert.rejects(requireWalls(pool), /owns the tables/))
      await using(inIt(testServers().adminUrl, world.database.name), (pool) => assert.rejects(requireWalls(pool), /passes every wall/))
    })

    it('nor a role that bypasses row level security, by itself or through another', async () => {
      const name = `bypass_${world.database.name}`
      await using(inIt(testServers().adminUrl, world.database.name), async (admin) => {
        await admin.raw(`create role ${name} login password 'x' bypassrls in role media_app`)
        await admin.raw(`create role ${name}_member login password 'x' in role ${name}`)
        try {
          for (const role of [name, `${name}_member`]) {
            const url = Object.assign(new URL(world.database.url), { username: role, password: 'x' }).href
            await using(url, (pool) => assert.rejects(requireWalls(pool), /passes every wall/))
          }
        } finally {
          await admin.raw(`drop role ${name}_member, ${name}`)
        }
      })
    })

    it('and round a table of tomorrow: one that a migration leaves open is named', async () => {
      const database = await createTestDatabase()
      try {
        await using(database.ownerUrl, async (owner) => {
          await owner.raw('create table campaigns (id int, organization_id uuid)')
          assert.deepEqual(await gaps(database.pool), ['campaigns'])
          await assert.rejects(requireWalls(database.pool), /not forced on campaigns/)
          await owner.raw('alter table campaigns enable row level security')
          assert.deepEqual(await gaps(database.pool), ['campaigns'])
          await assert.rejects(requireWalls(database.pool), /not forced on campaigns/)
          await owner.raw('alter table campaigns force row level security')
          assert.deepEqual(await gaps(database.pool), ['campaigns'], 'walls without a door')
          await owner.raw('alter table campaigns no force row level security')
          await owner.raw(`select wall('campaigns')`)
          assert.deepEqual(await gaps(database.pool), [])
          await requireWalls(database.pool)
        })
      } finally {
        await database.drop()
      }
    })
  })
})
