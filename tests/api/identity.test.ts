import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import jwt from 'jsonwebtoken'
import { deriveKey, issueToken } from '../../api/auth/tokens.ts'
import { type ApiWorld, apiWorld } from '../helpers/apiWorld.ts'

describe('identity', () => {
  let world: ApiWorld
  const key = deriveKey('a secret that only these tests know, long enough', 'access token')
  before(async () => {
    world = await apiWorld()
  })
  after(() => world.close())

  const usage = (token: string | null) => world.ask('GET', '/api/v1/billing/usage', { token })

  it('makes a person, their organization, its owner and its quota', async () => {
    const answer = await world.ask('POST', '/api/v1/auth/register', {
      body: { email: 'ada@example.com', password: 'ten letters', organization_name: '  Studio Ada ' },
    })
    assert.equal(answer.status, 201)
    assert.equal(answer.body.organization.name, 'Studio Ada')
    assert.equal(answer.body.organization.role, 'owner')
    assert.equal(answer.body.token_type, 'Bearer')
    assert.equal(answer.body.expires_in, 900)
    const { body } = await usage(answer.body.access_token)
    assert.deepEqual([body.limit, body.used, body.reserved, body.left], [90, 0, 0, 90])
    const stored = await world.db('users').where({ email: 'ADA@example.com' }).first()
    assert.match(stored.password_hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })

  it('signs in with the address in any case, and tells an unknown address and a wrong password alike', async () => {
    const { email } = await world.register()
    const login = (body: object) => world.ask('POST', '/api/v1/auth/login', { body })
    const right = await login({ email: email.toUpperCase(), password: 'correct horse battery' })
    assert.equal(right.status, 200)
    assert.equal((await usage(right.body.access_token)).status, 200)
    const wrong = await login({ email, password: 'wrong horse battery' })
    const unknown = await login({ email: 'nobody@example.com', password: 'nobody has this password' })
    assert.equal(wrong.status, 401)
    assert.equal(unknown.status, 401)
    assert.deepEqual({ ...wrong.body, request_id: '' }, { ...unknown.body, request_id: '' })
  })

  it('gives an address one account, however many ask at once', async () => {
    const body = { email: 'twice@example.com', password: 'ten letters', organization_name: 'Twice' }
    const answers = await Promise.all(Array.from({ length: 5 }, () => world.ask('POST', '/api/v1/auth/register', { body })))
    assert.deepEqual(answers.map((a) => a.status).sort(), [201, 409, 409, 409, 409])
    assert.equal((await world.db('organizations').where({ name: 'Twice' })).length, 1)
  })

  it('refuses a short password, a broken address and an unknown field, naming each', async () => {
    const { status, body } = await world.ask('POST', '/api/v1/auth/register', {
      body: { email: 'ada', password: 'short', organization_name: '', role: 'admin' },
    })
    assert.equal(status, 400)
    assert.equal(body.code, 'invalid')
    const paths = body.details.issues.map((issue: { path: string }) => issue.path)
    assert.deepEqual(paths.sort(), ['', 'email', 'organization_name', 'password'])
  })

  it('refuses tokens that are absent, expired, foreign, unsigned, of another kind or of another algorithm', async () => {
    const { token, userId } = await world.register()
    const claims = jwt.decode(token) as jwt.JwtPayload
    assert.deepEqual(Object.keys(claims).sort(), ['aud', 'exp', 'iat', 'iss', 'sid', 'sub', 'typ'])
    assert.equal((claims.exp ?? 0) - (claims.iat ?? 0), 900)
    const sign = (changes: object, secret: Buffer = key, algorithm: jwt.Algorithm = 'HS256') =>
      jwt.sign({ ...claims, ...changes }, secret, { algorithm })
    const unsigned = `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${token.split('.')[1]}.`
    const bad = {
      absent: null,
      garbage: 'garbage',
      unsigned,
      expired: sign({ exp: Math.floor(Date.now() / 1000) - 1 }),
      'of another issuer': sign({ iss: 'somebody' }),
      'of another audience': sign({ aud: 'somebody' }),
      'of another kind': sign({ typ: 'refresh' }),
      'signed with another key': sign({}, createHmac('sha256', 'x').digest()),
      'of another algorithm': sign({}, key, 'HS512'),
      'of a person who is gone': issueToken(key, '6f1c9a52-5a0b-4a53-9f4e-0d6b1f3f4f0e'),
    }
    for (const [kind, given] of Object.entries(bad)) {
      const answer = await usage(given)
      assert.equal(answer.status, 401, `a token ${kind}`)
      assert.equal(answer.body.code, 'unauthenticated')
    }
    assert.equal((await usage(issueToken(key, userId))).status, 200)
  })

  it('lets viewers and reviewers look, not change', async () => {
    const { ask, userId } = await world.register()
    await world.db('memberships').where({ user_id: userId }).update({ role: 'viewer' })
    assert.equal((await ask('GET', '/api/v1/brands')).status, 200)
    const refused = await ask('POST', '/api/v1/brands', { body: { brand_name: 'Marlow' } })
    assert.equal(refused.status, 403)
    assert.equal(refused.body.code, 'forbidden')
  })
})
