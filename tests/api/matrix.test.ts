import assert from 'node:assert/strict'
import { toCursor } from '../../api/cursor.ts'
import type { Endpoint } from '../../api/endpoint.ts'
import { KEY_SCOPES, type Permission, ROLE_PERMISSIONS, ROLES, type Role } from '../../domain/permissions.ts'
import { type Answer, type ApiWorld, apiWorld } from '../helpers/apiWorld.ts'
import { keyOf, organizationOf, type Person, personOf, type Voice } from '../helpers/members.ts'
import { type Call, nameOf, SAMPLE_PROVIDER, SAMPLES, type Sample, sampleOf, send } from '../helpers/samples.ts'
import { snapshotOf } from '../helpers/tenantTables.ts'
import { anonymous, nothings, recount, someone, type Take, THINGS, type Thing, thingsOf, type Whose } from '../helpers/things.ts'

/** Somebody in front of the API, by what they are to the one organization that owns all the things. */
interface Principal {
  name: string
  kind: 'nobody' | 'person' | 'program'
  /** What they may do in the organization that they call for: this one, or another. */
  may: readonly Permission[]
  elsewhere?: true
  /** To a brand that the things do not belong to. */
  limited?: true
  /** Sends X-Organization-Id with the organization that owns the things, being no member of it. */
  names?: true
  /** A fresh one, whom nothing was done to. */
  arrive(): Promise<Person | Voice | undefined>
}

/** Things that belong to a brand, and so are hidden from who is limited to another. */
const BRANDED: readonly Thing[] = ['brand', 'usedBrand', 'request', 'reviewed', 'round', 'voiceRule', 'finished']

describe('every route and everybody', () => {
  let world: ApiWorld
  let victim: Whose
  let otherBrand: string
  let standing: Take
  let principals: Principal[]
  const judged = new Set<string>()
  const faults: string[] = []

  before(async () => {
    world = await apiWorld({ providers: [SAMPLE_PROVIDER] })
    victim = await someone(world)
    victim.person = await personOf(world, { organizationId: victim.organizationId, role: 'viewer' })
    otherBrand = await thingsOf(world, victim)('brand')
    standing = thingsOf(world, victim)
    for (const thing of THINGS) await standing(thing)
    principals = everybody()
  })
  after(async () => {
    const routes = world.endpoints.length
    console.log(`      ${routes} routes x ${principals.length} principals = ${judged.size} cells`)
    await world.close()
  })

  function everybody(): Principal[] {
    const { organizationId } = victim
    const member =
      (role: Role, brandIds: string[] | null = null) =>
      () =>
        personOf(world, { organizationId, role, brandIds })
    const program = (brandIds: string[] | null) => () => keyOf(world, { organizationId, scopes: KEY_SCOPES, brandIds })
    const owner = async () => (await organizationOf(world)).owner
    const programElsewhere = async () => keyOf(world, { organizationId: (await organizationOf(world)).organizationId, scopes: KEY_SCOPES })
    const limited = (role: Role): Principal => ({
      name: `the ${role} of another brand`,
      kind: 'person',
      may: ROLE_PERMISSIONS[role],
      limited: true,
      arrive: member(role, [otherBrand]),
    })
    const strangers: Principal[] = [
      { name: 'the owner of another organization', kind: 'person', may: ROLE_PERMISSIONS.owner, elsewhere: true, arrive: owner },
      { name: 'a key of another organization', kind: 'program', may: KEY_SCOPES, elsewhere: true, arrive: programElsewhere },
    ]
    return [
      { name: 'nobody', kind: 'nobody', may: [], arrive: async () => undefined },
      ...strangers,
      ...strangers.map((s): Principal => ({ ...s, name: `${s.name} that names this one`, may: [], names: true })),
      { name: 'a person of no organization', kind: 'person', may: [], elsewhere: true, arrive: () => personOf(world) },
      limited('client'),
      limited('viewer'),
      limited('editor'),
      { name: 'a key of another brand', kind: 'program', may: KEY_SCOPES, limited: true, arrive: program([otherBrand]) },
      ...ROLES.map((role): Principal => {
        const arrive = member(role, role === 'client' ? [victim.brandId] : null)
        return { name: `the ${role}`, kind: 'person', may: ROLE_PERMISSIONS[role], arrive }
      }),
      { name: 'a key with every scope', kind: 'program', may: KEY_SCOPES, arrive: program(null) },
    ]
  }

  /** What a call of the organization's own things has to be answered. */
  function outcome(
    { access, people }: Endpoint,
    sample: Sample,
    who: Principal,
    named: readonly Thing[],
  ): { status: number; refused: boolean } {
    const refused = (status: number) => ({ status, refused: true })
    const answered = { status: sample.status, refused: false }
    if (access === 'public') return answered
    if (who.kind === 'nobody') return refused(401)
    // What people have as themselves is theirs alone, whatever they are in an organization.
    if (access === 'self') return who.kind === 'program' ? refused(403) : named.length ? refused(sample.foreign ?? 404) : answered
    if (!who.may.includes(access) || (people && who.kind === 'program')) return refused(403)
    // What is a person's own is nobody else's in the organization either.
    if (people && named.length) return refused(404)
    if (who.elsewhere && named.length) return refused(sample.foreign ?? 404)
    if (who.limited && sample.limited) return refused(sample.limited)
    if (who.limited && named.some((thing) => BRANDED.includes(thing))) return refused(sample.foreign ?? 404)
    return answered
  }

  const callOf = async (sample: Sample, take: Take): Promise<Call> => (await sample.call?.(take, world)) ?? {}
  const wrong = (endpoint: Endpoint, who: Principal, what: string) => faults.push(`${nameOf(endpoint)} by ${who.name} ${what}`)

  async function call(endpoint: Endpoint, who: Principal, as: Voice | undefined, of: Call, take: Take): Promise<Answer> {
    judged.add(`${nameOf(endpoint)} by ${who.name}`)
    const headers = { ...of.headers, ...(who.names && { 'x-organization-id': await take('organization') }) }
    return send(endpoint, { ...of, headers }, as?.ask ?? world.ask)
  }

  /** What is not to be told: of an outsider everything, of who is limited what belongs to the brand. */
  function leaks(who: Principal, { text, headers }: Answer, { tells = [] }: Sample): Thing[] {
    const hidden = who.elsewhere ? THINGS : who.limited ? BRANDED : []
    const told = `${text} ${headers.get('location') ?? ''}`
    return hidden.filter((thing) => !tells.includes(thing) && told.includes(standing.taken.get(thing) ?? '-'))
  }

  it('has a sample for each route, and no other', () => {
    assert.deepEqual(Object.keys(SAMPLES).sort(), world.endpoints.map(nameOf).sort())
  })

  it('refuses exactly who has to be refused, tells a thing of others and one that never was alike, and changes nothing by it', async () => {
    const arrived = await Promise.all(principals.map(async (who) => [who, await who.arrive()] as const))
    const before = await snapshotOf(world.db, victim.organizationId)
    for (const [who, as] of arrived) {
      for (const endpoint of world.endpoints.filter((e) => e.access !== 'public')) {
        const sample = sampleOf(endpoint)
        const take = recount(standing)
        const real = await callOf(sample, take)
        const { status, refused } = outcome(endpoint, sample, who, [...take.taken.keys()])
        if (refused) {
          const answer = await call(endpoint, who, as, real, take)
          const random = nothings()
          const never = await call(endpoint, who, as, await callOf(sample, random), random)
          if (answer.status !== status) wrong(endpoint, who, `answered ${answer.status} instead of ${status}: ${said(answer)}`)
          const [one, other] = [of(answer, take), of(never, random)]
          if (!sample.secret && one !== other) wrong(endpoint, who, `was told of a thing of others: ${one}, and of none: ${other}`)
        } else if (who.elsewhere) {
          // They work in what is theirs.
          const answer = await call(endpoint, who, await who.arrive(), real, take)
          if (answer.status !== status) wrong(endpoint, who, `answered ${answer.status} instead of ${status}: ${said(answer)}`)
          if (leaks(who, answer, sample).length) wrong(endpoint, who, `told ${leaks(who, answer, sample).join(', ')}`)
        }
      }
    }
    assert.deepEqual(faults.splice(0), [])
    const after = await snapshotOf(world.db, victim.organizationId)
    const changed = Object.keys(before).filter((table) => JSON.stringify(before[table]) !== JSON.stringify(after[table]))
    assert.deepEqual(changed, [])
    assert.ok(Object.values(before).flat().length > 50)
  }).timeout(120_000)

  const said = ({ text }: Answer) => text.slice(0, 300)

  /** Status and text, without what differs between any two answers. */
  const of = ({ status, text }: Answer, take: Take) => `${status} ${anonymous(text, take).replace(/"request_id":"[^"]*"/, '')}`

  it('answers everybody else, with things of their own', async () => {
    for (const who of principals) {
      for (const endpoint of world.endpoints) {
        const sample = sampleOf(endpoint)
        const named = recount(standing)
        // Which things it names is seen from a call that is not sent.
        if (endpoint.access !== 'public') await callOf(sample, named)
        const own = endpoint.access === 'self' || (endpoint.people && !who.elsewhere)
        const theirs = own && who.kind === 'person'
        if (!theirs && (outcome(endpoint, sample, who, [...named.taken.keys()]).refused || (who.elsewhere && endpoint.access !== 'public')))
          continue
        const as = await who.arrive()
        const take = thingsOf(world, { ...victim, person: as && 'userId' in as ? as : victim.person })
        const answer = await call(endpoint, who, as, await callOf(sample, take), take)
        if (answer.status !== sample.status) wrong(endpoint, who, `answered ${answer.status} instead of ${sample.status}: ${said(answer)}`)
        if (endpoint.access !== 'public' && leaks(who, answer, sample).length)
          wrong(endpoint, who, `told ${leaks(who, answer, sample).join(', ')}`)
      }
    }
    assert.deepEqual(faults.splice(0), [])
  }).timeout(240_000)

  it('has looked at every cell', () => {
    assert.equal(judged.size, world.endpoints.length * principals.length)
  })

  describe('an id of others in a body or a query is as unknown as one that never was', () => {
    let stranger: Person
    let theirs: Take
    before(async () => {
      const whose = await someone(world)
      stranger = whose.owner
      theirs = thingsOf(world, whose)
    })

    /** Ids and moments of what was made differ between any two answers. */
    const plain = (answer: Answer, take: Take) =>
      of(answer, take)
        .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>')
        .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<moment>')

    /** Asks the same with a thing of the other organization and with one that never was. */
    async function alike(
      status: number,
      thing: Thing,
      method: string,
      path: string,
      using: (value: string) => Record<string, unknown> | string,
    ) {
      const real = recount(standing)
      const random = nothings()
      const [one, other] = await Promise.all(
        [real, random].map(async (take) => {
          const sent = using(await take(thing))
          const answer = await stranger.ask(
            method,
            typeof sent === 'string' ? path + sent : path,
            typeof sent === 'string' ? {} : { body: sent },
          )
          return { status: answer.status, told: plain(answer, take) }
        }),
      )
      assert.deepEqual(one, other)
      assert.equal(one?.status, status)
    }

    it('brands that a member, an invitation or a key is limited to', async () => {
      const mine = await theirs('usedBrand')
      await alike(400, 'brand', 'PATCH', `/api/v1/members/${await theirs('member')}`, (id) => ({ role: 'viewer', brand_ids: [mine, id] }))
      await alike(400, 'brand', 'POST', '/api/v1/invitations', (id) => ({
        email: 'new@example.com',
        role: 'client',
        brand_ids: [mine, id],
      }))
      await alike(400, 'brand', 'POST', '/api/v1/api-keys', (id) => ({ name: 'x', scopes: ['content.read'], brand_ids: [mine, id] }))
    })

    it('the brand of a request, asked for by a person and by a key', async () => {
      const body = (id: string) => ({ prompt: 'x', platforms: ['tiktok'], brand_profile_id: id, approval: { mode: 'none' } })
      await alike(404, 'brand', 'POST', '/api/v1/content/generate', body)
      const program = await keyOf(world, { organizationId: victim.organizationId, scopes: KEY_SCOPES, brandIds: [otherBrand] })
      const hidden = await program.ask('POST', '/api/v1/content/generate', { body: body(await standing('usedBrand')) })
      assert.equal(hidden.status, 404)
    })

    it('the brand that the history is filtered by', async () => {
      await alike(200, 'usedBrand', 'GET', '/api/v1/content/history', (id) => `?brand_id=${id}`)
      await alike(200, 'usedBrand', 'GET', '/api/v1/content/history', (id) => `?q=linen&brand_id=${id}`)
    })

    it('the brand that a calendar is asked for', async () => {
      const query = (id: string) => `?from=2026-12-01&to=2026-12-31&brand_id=${id}`
      await alike(200, 'usedBrand', 'GET', '/api/v1/content/calendar', query)
      await alike(200, 'usedBrand', 'GET', '/api/v1/content/calendar/export.csv', query)
    })

    it('the address of somebody, as an approver and as the invited', async () => {
      const links = `/api/v1/content/requests/${await theirs('reviewed')}/approval-links`
      await alike(400, 'account', 'POST', links, (email) => ({ action: 'resend', email }))
      await alike(400, 'account', 'POST', links, (email) => ({ action: 'revoke', email }))
      await alike(201, 'account', 'POST', '/api/v1/invitations', (email) => ({ email, role: 'viewer' }))
    })

    it('the place where a list goes on', async () => {
      const at = '2020-01-01T00:00:00.000000Z'
      const cursor = (id: string) => `?cursor=${toCursor({ at, id })}`
      for (const [thing, path] of [
        ['brand', '/api/v1/brands'],
        ['member', '/api/v1/members'],
        ['invitation', '/api/v1/invitations'],
        ['key', '/api/v1/api-keys'],
        ['request', '/api/v1/content/history'],
      ] as const)
        await alike(200, thing, 'GET', path, cursor)
    })
  })
})
