import assert from 'node:assert/strict'
import { createHmac, randomUUID } from 'node:crypto'
import jwt from 'jsonwebtoken'
import { keyRing } from '../../api/auth/keys.ts'
import { issueToken } from '../../api/auth/tokens.ts'
import { mailedToken, PASSWORD } from '../helpers/account.ts'
import { type ApiWorld, apiWorld, JWT_SECRET, KEYS } from '../helpers/apiWorld.ts'

const [{ id: kid, key }] = KEYS.of('access token')

describe('identity', () => {
  let world: ApiWorld
  before(async () => {
    world = await apiWorld()
  })
  after(() => world.close())

  const usage = (token: string | null) => world.ask('GET', '/api/v1/billing/usage', { token })
  const post = (path: string, body: object) => world.ask('POST', `/api/v1/auth/${path}`, { body })
  const registration = (email: string, more: object = {}) => ({ email, password: PASSWORD, organization_name: 'Studio Ada', ...more })

  it('makes a person, their organization, its owner and its quota when the address is proved, not before', async () => {
    const asked = await post('register', registration('ada@example.com', { organization_name: '  Studio Ada ' }))
    assert.equal(asked.status, 202)
    assert.equal((await post('login', { email: 'ada@example.com', password: PASSWORD })).status, 401)
    assert.equal(await world.db('users').where({ email: 'ada@example.com' }).first(), undefined)

    const token = await mailedToken(world.db, 'verify_email', 'ada@example.com')
    const answer = await post('verify-email', { token, password: PASSWORD })
    assert.equal(answer.status, 201)
    assert.equal(answer.body.organization.name, 'Studio Ada')
    assert.equal(answer.body.organization.role, 'owner')
    assert.equal(answer.body.token_type, 'Bearer')
    assert.equal(answer.body.expires_in, 900)
    const { body } = await usage(answer.body.access_token)
    assert.deepEqual([body.limit, body.used, body.reserved, body.left], [90, 0, 0, 90])
    const stored = await world.db('users').where({ email: 'ADA@example.com' }).first()
    assert.match(stored.password_hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    assert.ok(stored.email_verified_at)
  })

  it('uses a mailed token up, wants the password that was registered with it, and knows no other token', async () => {
    await post('register', registration('once@example.com'))
    const token = await mailedToken(world.db, 'verify_email', 'once@example.com')
    assert.equal((await post('verify-email', { token, password: 'another password' })).status, 401)
    assert.equal((await post('verify-email', { token: 'x'.repeat(43), password: PASSWORD })).status, 404)
    assert.equal((await post('verify-email', { token, password: PASSWORD })).status, 201)
    assert.equal((await post('verify-email', { token, password: PASSWORD })).status, 410)
    const kept = await world.db('account_tokens').where({ email: 'once@example.com' }).first()
    assert.equal(kept.data.password_hash, undefined)
  })

  it('lets nobody in who registered an address first but does not have its mailbox', async () => {
    await post('register', registration('victim@example.com', { password: 'chosen by an attacker' }))
    await post('register', registration('victim@example.com', { password: 'chosen by its owner' }))
    const token = await mailedToken(world.db, 'verify_email', 'victim@example.com')
    assert.equal((await post('verify-email', { token, password: 'chosen by an attacker' })).status, 401)
    assert.equal((await post('verify-email', { token, password: 'chosen by its owner' })).status, 201)
    assert.equal((await post('login', { email: 'victim@example.com', password: 'chosen by an attacker' })).status, 401)
  })

  it('tells a known and an unknown address alike at registration and when a password is forgotten; only the mails differ', async () => {
    const { email } = await world.register()
    const known = await post('register', registration(email))
    const unknown = await post('register', registration('stranger@example.com'))
    assert.deepEqual([known.status, known.text], [unknown.status, unknown.text])
    const forgotKnown = await post('password/forgot', { email })
    const forgotUnknown = await post('password/forgot', { email: 'nobody@example.com' })
    assert.deepEqual([forgotKnown.status, forgotKnown.text], [forgotUnknown.status, forgotUnknown.text])

    const mails = await world.db('mails').whereIn('to_email', [email, 'stranger@example.com', 'nobody@example.com']).orderBy('created_at')
    assert.deepEqual(
      mails.filter((m) => m.template !== 'verify_email' || m.to_email !== email).map((m) => [m.to_email, m.template, m.state]),
      [
        [email, 'account_exists', 'queued'],
        ['stranger@example.com', 'verify_email', 'queued'],
        [email, 'reset_password', 'queued'],
        ['nobody@example.com', 'reset_password', 'withdrawn'],
      ],
    )
  })

  it('signs in with the address in any case, and tells an unknown address and a wrong password alike', async () => {
    const { email } = await world.register()
    const right = await post('login', { email: email.toUpperCase(), password: PASSWORD })
    assert.equal(right.status, 200)
    assert.equal((await usage(right.body.access_token)).status, 200)
    const wrong = await post('login', { email, password: 'wrong horse battery' })
    const unknown = await post('login', { email: 'nobody@example.com', password: 'nobody has this password' })
    assert.equal(wrong.status, 401)
    assert.equal(unknown.status, 401)
    assert.deepEqual({ ...wrong.body, request_id: '' }, { ...unknown.body, request_id: '' })
  })

  it('gives an address one account, however many prove it at once', async () => {
    const tokens: string[] = []
    for (let i = 0; i < 5; i++) {
      await post('register', registration('twice@example.com', { organization_name: 'Twice' }))
      tokens.push(await mailedToken(world.db, 'verify_email', 'twice@example.com'))
    }
    const answers = await Promise.all(tokens.map((token) => post('verify-email', { token, password: PASSWORD })))
    assert.equal(answers.filter((a) => a.status === 201).length, 1)
    assert.ok(answers.every((a) => [201, 409, 410].includes(a.status)))
    assert.equal((await world.db('organizations').where({ name: 'Twice' })).length, 1)
  })

  it('refuses a short password, a broken address and an unknown field, naming each', async () => {
    const { status, body } = await post('register', { email: 'ada', password: 'short', organization_name: '', role: 'admin' })
    assert.equal(status, 400)
    assert.equal(body.code, 'invalid')
    const paths = body.details.issues.map((issue: { path: string }) => issue.path)
    assert.deepEqual(paths.sort(), ['', 'email', 'organization_name', 'password'])
  })

  it('refuses tokens that are absent, expired, foreign, unsigned, of another kind or of another algorithm', async () => {
    const { token, userId, sessionId } = await world.register()
    const claims = jwt.decode(token) as jwt.JwtPayload
    assert.deepEqual(Object.keys(claims).sort(), ['aud', 'exp', 'iat', 'iss', 'sid', 'sub', 'typ'])
    assert.equal((claims.exp ?? 0) - (claims.iat ?? 0), 900)
    const sign = (changes: object, secret: Buffer = key, algorithm: jwt.Algorithm = 'HS256', keyid = kid) =>
      jwt.sign({ ...claims, ...changes }, secret, { algorithm, keyid })
    const unsigned = `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${token.split('.')[1]}.`
    const other = await world.register()
    const bad = {
      absent: null,
      garbage: 'garbage',
      unsigned,
      expired: sign({ exp: Math.floor(Date.now() / 1000) - 1 }),
      'of another issuer': sign({ iss: 'somebody' }),
      'of another audience': sign({ aud: 'somebody' }),
      'of another kind': sign({ typ: 'refresh' }),
      'signed with another key': sign({}, createHmac('sha256', 'x').digest()),
      'that names no key': jwt.sign(claims, key, { algorithm: 'HS256' }),
      'that names a key we do not have': sign({}, key, 'HS256', 'deadbeef'),
      'of another algorithm': sign({}, key, 'HS512'),
      'of a person who is gone': issueToken(KEYS.of('access token'), { userId: randomUUID(), sessionId }),
      'of a session that never was': issueToken(KEYS.of('access token'), { userId, sessionId: randomUUID() }),
      'of a session of somebody else': issueToken(KEYS.of('access token'), { userId, sessionId: other.sessionId }),
    }
    for (const [kind, given] of Object.entries(bad)) {
      const answer = await usage(given)
      assert.equal(answer.status, 401, `a token ${kind}`)
      assert.equal(answer.body.code, 'unauthenticated')
    }
    assert.equal((await usage(issueToken(KEYS.of('access token'), { userId, sessionId }))).status, 200)
  })

  it('takes tokens of two keys while a secret is changed, and of the old one no longer after that', async () => {
    const changing = await apiWorld({ keys: keyRing('a new secret of the same length as the old', JWT_SECRET) })
    try {
      const me = await changing.register()
      const old = issueToken(KEYS.of('access token'), me)
      assert.equal((await changing.ask('GET', '/api/v1/auth/me', { token: old })).status, 200)
      assert.equal((await me.ask('GET', '/api/v1/auth/me')).status, 200)
      const header = jwt.decode(me.token, { complete: true })?.header
      assert.notEqual(header?.kid, kid)
    } finally {
      await changing.close()
    }
    const me = await world.register()
    const ofAnother = issueToken(keyRing('a new secret of the same length as the old').of('access token'), me)
    assert.equal((await usage(ofAnother)).status, 401)
  })

  it('lets viewers and reviewers look, not change', async () => {
    const { ask, userId } = await world.register()
    await world.db('memberships').where({ user_id: userId }).update({ role: 'viewer' })
    assert.equal((await ask('GET', '/api/v1/brands')).status, 200)
    const refused = await ask('POST', '/api/v1/brands', { body: { brand_name: 'Marlow' } })
    assert.equal(refused.status, 403)
    assert.equal(refused.body.code, 'forbidden')
    assert.deepEqual(refused.body.details, { needs: 'brands.write' })
  })
})
