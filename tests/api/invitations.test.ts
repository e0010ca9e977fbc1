import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { Role } from '../../domain/permissions.ts'
import { PASSWORD } from '../helpers/account.ts'
import { type ApiWorld, apiWorld } from '../helpers/apiWorld.ts'
import { invitationToken, organizationOf, type Person, personOf } from '../helpers/members.ts'

describe('invitations', () => {
  let world: ApiWorld
  let owner: Person
  let organizationId: string
  before(async () => {
    world = await apiWorld()
    ;({ owner, organizationId } = await organizationOf(world))
  })
  after(() => world.close())

  const anybody = () => `${randomUUID()}@example.com`
  const invite = (email: string, rights: { role: Role; brand_ids?: string[] } = { role: 'editor' }, by = owner) =>
    by.ask('POST', '/api/v1/invitations', { body: { email, ...rights } })
  const accept = (body: Record<string, unknown>) => world.ask('POST', '/api/v1/auth/accept-invitation', { body })
  const acceptAs = (person: Person, token: string) => person.ask('POST', '/api/v1/invitations/accept', { body: { token } })
  const states = async () => (await owner.ask('GET', '/api/v1/invitations?limit=100')).body.items as { id: string; state: string }[]
  const stateOf = async (id: string) => (await states()).find((i) => i.id === id)?.state
  /** An open invitation and the token of its mail. */
  async function open(email = anybody(), rights?: { role: Role; brand_ids?: string[] }) {
    const { status, body, text } = await invite(email, rights)
    assert.equal(status, 201, text)
    return { id: body.id as string, email, token: await invitationToken(world, body.id) }
  }

  it('go out by mail, and make a new account a member of that organization alone', async () => {
    const brand = await owner.ask('POST', '/api/v1/brands', { body: { brand_name: 'Marlow' } })
    const { id, email, token } = await open(anybody(), { role: 'client', brand_ids: [brand.body.id] })
    const mail = await world.db('mails').where({ to_email: email }).first()
    assert.deepEqual([mail.template, mail.organization_id, mail.data], ['invitation', organizationId, { invitation_id: id }])
    assert.equal((await accept({ token, password: 'short' })).status, 400)
    const joined = await accept({ token, password: PASSWORD, name: 'Nia New' })
    assert.equal(joined.status, 201)
    assert.deepEqual(
      joined.body.organizations.map((o: { id: string; role: string; brand_ids: string[] }) => [o.id, o.role, o.brand_ids]),
      [[organizationId, 'client', [brand.body.id]]],
    )
    assert.equal(joined.body.user.name, 'Nia New')
    assert.equal((await world.ask('GET', `/api/v1/brands/${brand.body.id}`, { token: joined.body.access_token })).status, 200)
    assert.equal(await stateOf(id), 'accepted')
  })

  it('are accepted by the password of an account that the address has', async () => {
    const { owner: person, organizationId: own } = await organizationOf(world)
    const { token } = await open(person.email.toUpperCase())
    const wrong = await accept({ token, password: 'not this password' })
    assert.equal(wrong.status, 401)
    const joined = await accept({ token, password: PASSWORD })
    assert.equal(joined.status, 201)
    assert.deepEqual(
      joined.body.organizations.map((o: { id: string; role: string }) => [o.id, o.role]),
      [
        [own, 'owner'],
        [organizationId, 'editor'],
      ],
    )
    assert.equal(joined.body.user.id, person.userId)
  })

  it('are accepted by whoever is signed in with that address, and by nobody else', async () => {
    const [person, other] = [await personOf(world), await personOf(world)]
    const { id, token } = await open(person.email)
    assert.equal((await acceptAs(other, token)).status, 403)
    assert.equal(await stateOf(id), 'open')
    const joined = await acceptAs(person, token)
    assert.deepEqual([joined.status, joined.body], [200, { organization_id: organizationId, role: 'editor' }])
    assert.equal((await person.ask('GET', '/api/v1/brands')).status, 200)
    assert.equal((await acceptAs(person, token)).status, 410)
  })

  it('work once, however many accept at the same time', async () => {
    const { email, token } = await open()
    const answers = await Promise.all(Array.from({ length: 5 }, () => accept({ token, password: PASSWORD })))
    assert.equal(answers.filter((a) => a.status === 201).length, 1)
    assert.ok(
      answers.every((a) => [201, 409, 410].includes(a.status)),
      answers.map((a) => a.status).join(),
    )
    const { rows } = await world.db.raw('select count(*) as n from memberships m join users u on u.id = m.user_id where u.email = ?', [
      email,
    ])
    assert.equal(rows[0].n, 1)
  })

  it('work no more when expired, revoked or sent again, and say which', async () => {
    const expired = await open()
    await world
      .db('invitations')
      .where({ id: expired.id })
      .update({ expires_at: world.db.raw(`now() - interval '1 second'`) })
    const late = await accept({ token: expired.token, password: PASSWORD })
    assert.equal(late.status, 410)
    assert.match(late.body.detail, /expired/)
    assert.equal((await invite(expired.email)).status, 201, 'one that ran out makes room for the next')

    const revoked = await open()
    assert.equal((await owner.ask('DELETE', `/api/v1/invitations/${revoked.id}`)).status, 204)
    const taken = await accept({ token: revoked.token, password: PASSWORD })
    assert.equal(taken.status, 410)
    assert.match(taken.body.detail, /revoked/)
    assert.equal((await owner.ask('POST', `/api/v1/invitations/${revoked.id}/resend`)).status, 409)

    const again = await open()
    assert.equal((await owner.ask('POST', `/api/v1/invitations/${again.id}/resend`)).status, 202)
    assert.equal((await accept({ token: again.token, password: PASSWORD })).status, 404, 'the link of the first mail')
    assert.equal((await world.db('mails').where({ to_email: again.email })).length, 2)
    assert.equal((await accept({ token: await invitationToken(world, again.id), password: PASSWORD })).status, 201)
    assert.equal((await accept({ token: 'x'.repeat(43), password: PASSWORD })).status, 404)
  })

  it('are refused for a member, for an address with an open one, and for rights that make no sense', async () => {
    const { email } = await open()
    assert.equal((await invite(email)).status, 409)
    assert.equal((await invite(owner.email)).status, 409)
    assert.equal((await invite(anybody(), { role: 'client' })).status, 400, 'a client of no brand')
    assert.equal((await invite(anybody(), { role: 'client', brand_ids: [] })).status, 400)
    const brand = (await owner.ask('POST', '/api/v1/brands', { body: { brand_name: 'Marlow' } })).body.id
    assert.equal((await invite(anybody(), { role: 'admin', brand_ids: [brand] })).status, 400, 'an admin of one brand')
  })

  it('to a role of more rights than one has are refused, also when they are sent again', async () => {
    const admin = await personOf(world, { organizationId, role: 'admin' })
    assert.equal((await invite(anybody(), { role: 'owner' }, admin)).status, 403)
    assert.equal((await invite(anybody(), { role: 'admin' }, admin)).status, 201)
    const { id } = await open(anybody(), { role: 'owner' })
    assert.equal((await admin.ask('POST', `/api/v1/invitations/${id}/resend`)).status, 403)
  })

  it('leave in the log who invited and who joined', async () => {
    const { id, token } = await open()
    const { user } = (await accept({ token, password: PASSWORD })).body
    const rows = await world.db('audit_log').where({ organization_id: organizationId }).orderBy('seq', 'desc').limit(2)
    assert.deepEqual(
      rows.map((row) => [row.actor, row.action, row.subject]),
      [
        [`user/${user.id}`, 'member.joined', `member/${user.id}`],
        [`user/${owner.userId}`, 'member.invited', `invitation/${id}`],
      ],
    )
  })
})
