import assert from 'node:assert/strict'
import { mailedToken, PASSWORD } from '../helpers/account.ts'
import { type ApiWorld, apiWorld, type Member } from '../helpers/apiWorld.ts'

const NEW = 'another horse battery'

describe('a changed password', () => {
  let world: ApiWorld
  before(async () => {
    world = await apiWorld()
  })
  after(() => world.close())

  const post = (path: string, body: object, token?: string) => world.ask('POST', `/api/v1/auth/${path}`, { body, ...(token && { token }) })
  const me = (token: string) => world.ask('GET', '/api/v1/auth/me', { token })

  /** The mail to its holder and the row in the log of their organization: who did not do it must be able to tell. */
  async function assertTold({ email, userId, organizationId }: Member) {
    const mails = await world.db('mails').where({ to_email: email, template: 'password_changed' })
    assert.deepEqual(
      mails.map((mail) => [mail.organization_id, mail.state]),
      [[null, 'queued']],
    )
    const noted = await world.db('audit_log').where({ organization_id: organizationId, action: 'password.changed' })
    assert.deepEqual(
      noted.map((row) => [row.actor, row.subject]),
      [[`user/${userId}`, `user/${userId}`]],
    )
  }

  it('ends every other session, keeps this one, and tells the holder', async () => {
    const person = await world.register()
    const other = (await post('login', { email: person.email, password: PASSWORD })).body.access_token
    const changed = await post('password/change', { current_password: PASSWORD, new_password: NEW }, person.token)
    assert.equal(changed.status, 204, changed.text)
    assert.deepEqual([(await me(person.token)).status, (await me(other)).status], [200, 401])
    assert.equal((await post('login', { email: person.email, password: PASSWORD })).status, 401)
    assert.equal((await post('login', { email: person.email, password: NEW })).status, 200)
    await assertTold(person)
  })

  it('needs the one before it', async () => {
    const person = await world.register()
    const refused = await post('password/change', { current_password: NEW, new_password: NEW }, person.token)
    assert.equal(refused.status, 409)
    assert.equal((await post('login', { email: person.email, password: PASSWORD })).status, 200)
  })

  it('by a mailed token, once, ends every session and tells the holder', async () => {
    const person = await world.register()
    await post('password/forgot', { email: person.email })
    const token = await mailedToken(world.db, 'reset_password', person.email)
    assert.equal((await post('password/reset', { token: 'x'.repeat(43), password: NEW })).status, 404)
    const changed = await post('password/reset', { token, password: NEW })
    assert.equal(changed.status, 204, changed.text)
    assert.equal((await post('password/reset', { token, password: PASSWORD })).status, 410)
    assert.equal((await me(person.token)).status, 401)
    assert.equal((await post('login', { email: person.email, password: NEW })).status, 200)
    await assertTold(person)
  })
})
