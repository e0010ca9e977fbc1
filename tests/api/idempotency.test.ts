import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { Endpoint } from '../../api/endpoint.ts'
import { takeKey } from '../../db/idempotency.ts'
import { acrossTenants, type Db, openDb, type Pool, transact } from '../../db/knex.ts'
import { canonicalJson } from '../../domain/hash.ts'
import { type Answer, type ApiWorld, apiWorld } from '../helpers/apiWorld.ts'
import { personOf } from '../helpers/members.ts'
import { type Call, nameOf, sampleOf, send } from '../helpers/samples.ts'
import { tenantTables } from '../helpers/tenantTables.ts'
import { nothings, someone, thingsOf, type Whose } from '../helpers/things.ts'
import { until } from '../helpers/until.ts'

describe('Idempotency-Key', () => {
  let world: ApiWorld
  let whose: Whose
  /** Connections that are not the API's, to stand in its way. */
  let aside: Pool
  let idempotent: Endpoint[]
  before(async () => {
    world = await apiWorld()
    whose = await someone(world)
    aside = openDb(world.database.url, { max: 2 })
    idempotent = world.endpoints.filter((e) => e.idempotent)
  })
  after(async () => {
    await aside.destroy()
    await world.close()
  })

  /** A usable call on fresh things: each differs from every other of its endpoint. */
  const fresh = async (endpoint: Endpoint): Promise<Call> => (await sampleOf(endpoint).call?.(thingsOf(world, whose), world)) ?? {}
  const ask = (endpoint: Endpoint, call: Call, key: string): Promise<Answer> =>
    send(endpoint, { ...call, headers: { 'idempotency-key': key, 'x-organization-id': whose.organizationId } }, whose.owner.ask)
  const rowOf = (key: string) => world.db('idempotency_keys').where({ key }).first()
  /** Whose keys an endpoint's are: what a person makes as themselves is under their own id. */
  const scopeOf = ({ access }: Endpoint) => (access === 'self' ? whose.owner.userId : whose.organizationId)

  /** How many rows each table has. */
  async function counts(): Promise<Record<string, number>> {
    const counted: Record<string, number> = {}
    for (const { name } of await tenantTables(world.db)) {
      if (name === 'audit_heads') continue
      const { rows } = await world.db.raw('select count(*) as n from ??', [name])
      counted[name] = rows[0].n
    }
    return counted
  }
  /** What an act adds, by table. */
  async function added(act: () => Promise<unknown>): Promise<Record<string, number>> {
    const before = await counts()
    await act()
    const now = await counts()
    return Object.fromEntries(Object.keys(now).flatMap((t) => (now[t] === before[t] ? [] : [[t, (now[t] ?? 0) - (before[t] ?? 0)]])))
  }

  /** One test for each endpoint, within one: they are known only once the API runs. */
  const each = (title: string, test: (endpoint: Endpoint, name: string) => Promise<void>) =>
    it(title, async () => {
      for (const endpoint of idempotent) await test(endpoint, nameOf(endpoint))
    })

  it('is taken by every POST that makes something for who is signed in', () => {
    const makes = world.endpoints.filter((e) => e.method === 'post' && e.access !== 'public' && 201 in e.responses)
    assert.deepEqual(makes.filter((e) => !e.idempotent).map(nameOf), [])
    assert.ok(idempotent.length >= 8)
    assert.ok(idempotent.every((e) => e.method === 'post'))
  })

  each('answers the same again with the same status and body, and makes nothing more', async (endpoint, name) => {
    const [key, call] = [randomUUID(), await fresh(endpoint)]
    const first = await ask(endpoint, call, key)
    assert.equal(first.status, sampleOf(endpoint).status, `${name}: ${first.text}`)
    const more = await added(async () => {
      for (let i = 0; i < 3; i++) {
        const again = await ask(endpoint, call, key)
        assert.deepEqual([again.status, again.body], [first.status, first.body], name)
        assert.equal(again.headers.get('location'), first.headers.get('location'), name)
      }
    })
    assert.deepEqual(more, {}, name)
  })

  each('refuses another body or another address under the same key', async (endpoint, name) => {
    const key = randomUUID()
    await ask(endpoint, await fresh(endpoint), key)
    const other = await fresh(endpoint)
    const more = await added(async () => {
      const answer = await ask(endpoint, other, key)
      assert.equal(answer.status, 422, `${name}: ${answer.text}`)
      assert.equal(answer.body.code, 'unprocessable')
    })
    assert.deepEqual(more, {}, name)
    assert.equal((await ask(endpoint, other, randomUUID())).status, sampleOf(endpoint).status, name)
  })

  each('makes one thing of twenty calls at once', async (endpoint, name) => {
    const alone = await fresh(endpoint)
    const one = await added(() => ask(endpoint, alone, randomUUID()))
    const [key, call] = [randomUUID(), await fresh(endpoint)]
    let answers: Answer[] = []
    const all = await added(async () => {
      answers = await Promise.all(Array.from({ length: 20 }, () => ask(endpoint, call, key)))
    })
    assert.deepEqual(all, one, name)
    const done = answers.filter((a) => a.status === sampleOf(endpoint).status)
    assert.ok(done.length >= 1, name)
    assert.equal(new Set(done.map((a) => canonicalJson(a.body))).size, 1, name)
    assert.deepEqual(
      [...new Set(answers.map((a) => a.status))].filter((s) => s !== 409 && s !== sampleOf(endpoint).status),
      [],
      name,
    )
  })

  each('says so while the same key is at work, and is free when that fails', async (endpoint, name) => {
    const [key, call] = [randomUUID(), await fresh(endpoint)]
    if (endpoint.idempotent === 'own') {
      // Here the key is a row, and who comes second waits for who came first.
      const waiting = await whileHeld(
        (trx) => trx('idempotency_keys').insert(heldRow(endpoint, key)),
        async () => {
          const asked = ask(endpoint, call, key)
          await blocked()
          return { asked }
        },
      )
      assert.equal((await waiting.asked).status, sampleOf(endpoint).status, name)
      return
    }
    const refused = await whileHeld(
      (trx) => takeKey(trx, scopeOf(endpoint), nameOf(endpoint), key),
      () => ask(endpoint, call, key),
    )
    assert.equal(refused.status, 409, `${name}: ${refused.text}`)
    assert.equal((await ask(endpoint, call, key)).status, sampleOf(endpoint).status, name)
  })

  /** Runs `work` while another connection holds something, which is then undone. */
  async function whileHeld<T>(hold: (trx: Db) => PromiseLike<unknown>, work: () => Promise<T>): Promise<T> {
    const undo = new Error('undone')
    let done: T | undefined
    const held = transact(acrossTenants(aside), async (trx) => {
      await hold(trx)
      done = await work()
      throw undo
    })
    await assert.rejects(held, undo)
    return done as T
  }
  const heldRow = (endpoint: Endpoint, key: string) => ({
    organization_id: scopeOf(endpoint),
    route: nameOf(endpoint),
    key,
    body_hash: 'x',
    expires_at: world.db.raw(`now() + interval '1 hour'`),
  })
  /** Waits until a connection of the API waits for another. */
  const blocked = () =>
    until('a connection of the API waits for another', async () => {
      const { rows } = await world.db.raw(
        `select from pg_stat_activity where datname = current_database() and application_name = 'tests' and wait_event_type = 'Lock'`,
      )
      return rows.length > 0
    })

  each('is free again after 24 hours, for another body too', async (endpoint, name) => {
    const key = randomUUID()
    await ask(endpoint, await fresh(endpoint), key)
    const { rows } = await world.db.raw(
      `select extract(epoch from expires_at - created_at) / 3600 as hours from idempotency_keys where key = ?`,
      [key],
    )
    assert.equal(Number(rows[0].hours), 24, name)
    await world
      .db('idempotency_keys')
      .where({ key })
      .update({ expires_at: world.db.raw('now()') })
    const call = await fresh(endpoint)
    const anew = await ask(endpoint, call, key)
    assert.equal(anew.status, sampleOf(endpoint).status, `${name}: ${anew.text}`)
    assert.deepEqual((await ask(endpoint, call, key)).body, anew.body, name)
    assert.equal((await world.db('idempotency_keys').where({ key })).length, 1, name)
  })

  each('keeps nothing of what was refused, so that it can be mended and sent again', async (endpoint, name) => {
    const [key, call] = [randomUUID(), await fresh(endpoint)]
    const take = nothings()
    const nowhere = (await sampleOf(endpoint).call?.(take, world)) ?? {}
    const refusals: Call[] = [
      ...(endpoint.body ? [{ ...call, body: { ...call.body, nonsense: true } }] : []),
      ...(take.taken.size ? [nowhere] : []),
    ]
    assert.ok(refusals.length, name)
    for (const refusal of refusals) {
      const more = await added(async () => {
        const answer = await ask(endpoint, refusal, key)
        assert.ok(answer.status === 400 || answer.status === 404, `${name}: ${answer.status} ${answer.text}`)
      })
      assert.deepEqual(more, {}, name)
    }
    assert.equal(await rowOf(key), undefined, name)
    assert.equal((await ask(endpoint, call, key)).status, sampleOf(endpoint).status, name)
    assert.ok(await rowOf(key), name)
  })

  it('shows the secret of an API key in the replay, and keeps it sealed', async () => {
    const endpoint = idempotent.find((e) => e.idempotent === 'sealed')
    assert.ok(endpoint)
    const [key, call] = [randomUUID(), await fresh(endpoint)]
    const { body } = await ask(endpoint, call, key)
    assert.equal((await ask(endpoint, call, key)).body.key, body.key)
    const kept = JSON.stringify(await rowOf(key))
    assert.ok(!kept.includes(body.key) && !kept.includes(body.key.slice(body.prefix.length + 1)) && !kept.includes(body.prefix))
    assert.deepEqual(Object.keys((await rowOf(key)).response), ['sealed'])
  })

  it('of one organization is nothing to another, nor to another route', async () => {
    const key = randomUUID()
    const brands = idempotent.find((e) => nameOf(e) === 'POST /api/v1/brands')
    const keys = idempotent.find((e) => e.idempotent === 'sealed')
    assert.ok(brands && keys)
    const call = await fresh(brands)
    const mine = await ask(brands, call, key)
    const theirs = await send(brands, { ...call, headers: { 'idempotency-key': key } }, (await someone(world)).owner.ask)
    assert.equal(theirs.status, 201)
    assert.notEqual(theirs.body.id, mine.body.id)
    assert.equal((await ask(keys, await fresh(keys), key)).status, 201)
  })

  it('shows nothing of a brand to who is limited to another, though they send the very same', async () => {
    const otherBrand = await thingsOf(world, whose)('brand')
    const limited = await personOf(world, { organizationId: whose.organizationId, role: 'editor', brandIds: [otherBrand] })
    for (const endpoint of idempotent.filter((e) => e.path.startsWith('/api/v1/content'))) {
      const [key, call] = [randomUUID(), await fresh(endpoint)]
      const first = await ask(endpoint, call, key)
      const theirs = await send(endpoint, { ...call, headers: { 'idempotency-key': key } }, limited.ask)
      assert.equal(theirs.status, 422, `${nameOf(endpoint)}: ${theirs.text}`)
      assert.deepEqual((await ask(endpoint, call, key)).body, first.body)
    }
  })

  it('is 1 to 200 visible characters', async () => {
    for (const endpoint of idempotent) {
      const call = await fresh(endpoint)
      for (const key of ['x'.repeat(201), 'a b', ''])
        assert.equal((await ask(endpoint, call, key)).status, 400, `${nameOf(endpoint)} ${key}`)
    }
  })
})
