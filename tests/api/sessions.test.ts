import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { mailedToken, PASSWORD } from '../helpers/account.ts'
import { type Answer, type ApiWorld, apiWorld } from '../helpers/apiWorld.ts'
import { untilRefused } from '../helpers/untilRefused.ts'

describe('sessions', () => {
  let world: ApiWorld
  before(async () => {
    world = await apiWorld()
  })
  after(() => world.close())

  const auth = (path: string, options: Parameters<ApiWorld['ask']>[2] = {}) => world.ask('POST', `/api/v1/auth/${path}`, options)
  const refresh = (refresh_token: string) => auth('refresh', { body: { refresh_token } })
  const me = (token: string) => world.ask('GET', '/api/v1/auth/me', { token })
  const untilSignedOut = (token: string) => untilRefused(() => me(token))
  const login = async (email: string, session?: 'cookie') => (await auth('login', { body: { email, password: PASSWORD, session } })).body

  describe('of programs', () => {
    it('take a new access token with a refresh token, which is exchanged each time and keeps the end of the session', async () => {
      const { refreshToken, sessionId } = await world.register()
      const first = await refresh(refreshToken)
      assert.equal(first.status, 200)
      assert.notEqual(first.body.refresh_token, refreshToken)
      assert.equal(first.body.session_id, sessionId)
      assert.equal((await me(first.body.access_token)).status, 200)
      const second = await refresh(first.body.refresh_token)
      assert.equal(second.body.session_expires_at, first.body.session_expires_at)
      assert.equal(first.headers.get('set-cookie'), null)
    })

    it('end after seven days, whatever is done in them', async () => {
      const { refreshToken, sessionId, token } = await world.register()
      const row = await world.db('sessions').where({ id: sessionId }).first()
      assert.equal(row.expires_at - row.created_at, 7 * 24 * 3600 * 1000)
      await world.db('sessions').where({ id: sessionId }).update({ expires_at: world.db.fn.now() })
      assert.equal((await refresh(refreshToken)).status, 401)
      await untilSignedOut(token)
    })

    it('keep only hashes of their tokens', async () => {
      const { refreshToken, sessionId } = await world.register()
      const rows = await world.db('refresh_tokens').where({ session_id: sessionId })
      assert.equal(rows.length, 1)
      assert.equal(rows[0].token_hash.length, 32)
      assert.ok(!JSON.stringify(rows).includes(refreshToken))
    })

    it('survive fifty refreshes of one token at once: one gets the next, and the family lives', async () => {
      const { refreshToken } = await world.register()
      const answers = await Promise.all(Array.from({ length: 50 }, () => refresh(refreshToken)))
      const won = answers.filter((a) => a.status === 200)
      assert.equal(won.length, 1)
      assert.deepEqual([...new Set(answers.filter((a) => a.status !== 200).map((a) => a.status))], [409])
      const next = await refresh(won[0]?.body.refresh_token)
      assert.equal(next.status, 200)

      // Later, with the successor in use, the old one can only be in somebody else's hands.
      const reused = await refresh(refreshToken)
      assert.equal(reused.status, 401)
      assert.match(reused.body.detail, /used before/)
      assert.equal((await refresh(next.body.refresh_token)).status, 401)
      await untilSignedOut(next.body.access_token)
    })

    it('end when a token comes back later, even if nobody used its successor', async () => {
      const { refreshToken, sessionId } = await world.register()
      const next = (await refresh(refreshToken)).body.refresh_token
      assert.equal((await refresh(refreshToken)).status, 409)
      await world
        .db('refresh_tokens')
        .where({ session_id: sessionId })
        .whereNotNull('used_at')
        .update({ used_at: world.db.raw(`now() - interval '11 seconds'`) })
      assert.equal((await refresh(refreshToken)).status, 401)
      assert.equal((await refresh(next)).status, 401)
      assert.equal((await world.db('sessions').where({ id: sessionId }).first()).ended_why, 'token_reused')
    })

    it('tell nothing of a token that is not ours', async () => {
      const { refreshToken } = await world.register()
      await auth('logout', { body: { refresh_token: refreshToken } })
      const [unknown, ended] = [await refresh('x'.repeat(43)), await refresh(refreshToken)]
      assert.deepEqual([unknown.status, unknown.body.detail], [401, ended.body.detail])
      assert.equal((await auth('refresh', { body: {} })).status, 401)
      assert.equal((await auth('refresh', { body: { refresh_token: 'short' } })).status, 400)
    })
  })

  describe('of browsers', () => {
    const cookieOf = (answer: Answer, name: string) =>
      answer.headers.getSetCookie().find((line) => line.startsWith(`${name}=`) || line.startsWith(`__Secure-${name}=`))
    const cookieValue = (line: string | undefined) => /=([^;]*)/.exec(line ?? '')?.[1] ?? ''
    const browser = async () => {
      const { email } = await world.register()
      return auth('login', { body: { email, password: PASSWORD, session: 'cookie' } })
    }

    it('keep the refresh token where no script and no other site reaches it', async () => {
      const answer = await browser()
      const line = cookieOf(answer, 'refresh') ?? ''
      assert.match(line, /; HttpOnly/)
      assert.match(line, /; SameSite=Strict/)
      assert.match(line, /; Path=\/api\/v1\/auth/)
      assert.equal(answer.body.refresh_token, undefined)
      assert.ok(!answer.text.includes(cookieValue(line)))
      assert.equal(cookieValue(cookieOf(answer, 'csrf')), answer.body.csrf_token)
    })

    it('mark both cookies as secure where the site is', async () => {
      const secure = await apiWorld({ publicUrl: 'https://app.example' })
      try {
        const { email } = await secure.register()
        const answer = await secure.ask('POST', '/api/v1/auth/login', { body: { email, password: PASSWORD, session: 'cookie' } })
        const lines = answer.headers.getSetCookie()
        assert.ok(lines.length === 2 && lines.every((line) => line.includes('; Secure')))
        assert.ok(lines.some((line) => line.startsWith('__Secure-refresh=')))
      } finally {
        await secure.close()
      }
    })

    it('need the csrf token beside the cookie, and get a new pair', async () => {
      const answer = await browser()
      const cookie = `refresh=${cookieValue(cookieOf(answer, 'refresh'))}`
      const refused = [
        { cookie },
        { cookie, 'x-csrf-token': 'x'.repeat(43) },
        { cookie, 'x-csrf-token': answer.body.csrf_token, 'sec-fetch-site': 'cross-site' },
      ]
      for (const headers of refused) assert.equal((await auth('refresh', { headers })).status, 403)
      const next = await auth('refresh', { headers: { cookie, 'x-csrf-token': answer.body.csrf_token, 'sec-fetch-site': 'same-origin' } })
      assert.equal(next.status, 200)
      assert.notEqual(next.body.csrf_token, answer.body.csrf_token)
      const again = `refresh=${cookieValue(cookieOf(next, 'refresh'))}`
      assert.equal((await auth('refresh', { headers: { cookie: again, 'x-csrf-token': answer.body.csrf_token } })).status, 403)
    })

    it('are signed out by their cookie, which is cleared; another site cannot do it', async () => {
      const answer = await browser()
      const cookie = `refresh=${cookieValue(cookieOf(answer, 'refresh'))}`
      assert.equal((await auth('logout', { headers: { cookie } })).status, 403)
      assert.equal((await me(answer.body.access_token)).status, 200)
      const out = await auth('logout', { headers: { cookie, 'x-csrf-token': answer.body.csrf_token } })
      assert.equal(out.status, 204)
      assert.match(cookieOf(out, 'refresh') ?? '', /Max-Age=0/)
      await untilSignedOut(answer.body.access_token)
      assert.equal((await auth('logout')).status, 204)
    })
  })

  it('are listed with where they are from, and ended one by one', async () => {
    const { email, token, ask, sessionId } = await world.register()
    const other = await auth('login', { body: { email, password: PASSWORD }, headers: { 'user-agent': 'Phone/1.0' } })
    const { items } = (await ask('GET', '/api/v1/auth/sessions')).body
    assert.deepEqual(
      items.map((s: { id: string; current: boolean }) => [s.id, s.current]),
      [
        [other.body.session_id, false],
        [sessionId, true],
      ],
    )
    assert.deepEqual([items[0].user_agent, items[0].address, items[0].kind], ['Phone/1.0', '127.0.0.1', 'program'])
    assert.equal((await ask('DELETE', `/api/v1/auth/sessions/${other.body.session_id}`)).status, 204)
    await untilSignedOut(other.body.access_token)
    assert.equal((await refresh(other.body.refresh_token)).status, 401)
    assert.equal((await me(token)).status, 200)
    assert.equal((await ask('DELETE', `/api/v1/auth/sessions/${other.body.session_id}`)).status, 404)
    const stranger = await world.register()
    assert.equal((await stranger.ask('DELETE', `/api/v1/auth/sessions/${sessionId}`)).status, 404)
  })

  it('are all ended by signing out everywhere', async () => {
    const { email, token, ask } = await world.register()
    const other = await login(email)
    assert.equal((await ask('POST', '/api/v1/auth/logout-everywhere')).status, 204)
    await untilSignedOut(token)
    await untilSignedOut(other.access_token)
    assert.equal((await refresh(other.refresh_token)).status, 401)
  })

  describe('and passwords', () => {
    const forgot = (email: string) => auth('password/forgot', { body: { email } })
    const reset = (token: string, password: string) => auth('password/reset', { body: { token, password } })

    it('a forgotten one is replaced by a mailed token, once; every session ends and the holder is told', async () => {
      const { email, token, refreshToken, organizationId } = await world.register()
      await forgot(email)
      const mailed = await mailedToken(world.db, 'reset_password', email)
      assert.equal((await reset(mailed, 'short')).status, 400)
      assert.equal((await reset(mailed, 'a new long password')).status, 204)
      assert.equal((await reset(mailed, 'an even newer password')).status, 410)
      await untilSignedOut(token)
      assert.equal((await refresh(refreshToken)).status, 401)
      assert.equal((await auth('login', { body: { email, password: PASSWORD } })).status, 401)
      assert.equal((await auth('login', { body: { email, password: 'a new long password' } })).status, 200)
      assert.equal((await world.db('mails').where({ to_email: email, template: 'password_changed' })).length, 1)
      const audited = await world.db('audit_log').where({ organization_id: organizationId, action: 'password.changed' }).first()
      assert.equal(audited.address, '127.0.0.1')
    })

    it('an expired or foreign token replaces nothing', async () => {
      const { email } = await world.register()
      await forgot(email)
      const mailed = await mailedToken(world.db, 'reset_password', email)
      await world.db('account_tokens').where({ email, purpose: 'reset_password' }).update({ expires_at: world.db.fn.now() })
      assert.equal((await reset(mailed, 'a new long password')).status, 410)
      assert.equal((await reset('x'.repeat(43), 'a new long password')).status, 404)
      // A token made for one purpose is none for another.
      await world
        .db('account_tokens')
        .where({ email, purpose: 'reset_password' })
        .update({ purpose: 'verify_email', expires_at: '2999-01-01' })
      assert.equal((await reset(mailed, 'a new long password')).status, 404)
      assert.equal((await auth('login', { body: { email, password: PASSWORD } })).status, 200)
    })

    it('a newer token makes the older ones useless once it is used', async () => {
      const { email } = await world.register()
      await forgot(email)
      const older = await mailedToken(world.db, 'reset_password', email)
      await forgot(email)
      const newer = await mailedToken(world.db, 'reset_password', email)
      assert.equal((await reset(newer, 'a new long password')).status, 204)
      assert.equal((await reset(older, 'set by a thief of old mail')).status, 410)
    })

    it('a known one is changed by who is signed in; the other sessions end, this one stays', async () => {
      const { email, token, ask } = await world.register()
      const other = await login(email)
      const change = (current_password: string) =>
        ask('POST', '/api/v1/auth/password/change', { body: { current_password, new_password: 'a new long password' } })
      assert.equal((await change('not the password')).status, 409)
      assert.equal((await change(PASSWORD)).status, 204)
      await untilSignedOut(other.access_token)
      assert.equal((await me(token)).status, 200)
      assert.equal((await auth('login', { body: { email, password: 'a new long password' } })).status, 200)
    })
  })

  describe('the pages of account mails', () => {
    const post = (path: string, form: Record<string, string>) =>
      world.ask('POST', path, {
        raw: new URLSearchParams(form).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      })

    it('prove an address with the password that was chosen; fetching changes nothing', async () => {
      const email = 'page@example.com'
      await auth('register', { body: { email, password: PASSWORD, organization_name: 'Studio <Page>' } })
      const path = `/account/verify/${await mailedToken(world.db, 'verify_email', email)}`
      for (const method of ['HEAD', 'GET', 'GET']) assert.equal((await world.ask(method, path)).status, 200)
      const page = await world.ask('GET', path)
      assert.match(page.text, /page@example\.com/)
      assert.equal(page.headers.get('referrer-policy'), 'no-referrer')
      assert.match(page.headers.get('content-security-policy') ?? '', /form-action 'self'/)
      const wrong = await post(path, { password: 'not the password' })
      assert.equal(wrong.status, 422)
      assert.match(wrong.text, /role="alert"/)
      const right = await post(path, { password: PASSWORD })
      assert.deepEqual([right.status, /Your account is ready/.test(right.text)], [200, true])
      assert.doesNotMatch(right.text, /<a /, 'no dashboard is served here, so none is offered')
      assert.equal(right.headers.get('set-cookie'), null)
      assert.equal((await auth('login', { body: { email, password: PASSWORD } })).status, 200)
      assert.equal((await world.ask('GET', path)).status, 410)
      assert.equal((await post(path, { password: PASSWORD })).status, 410)
      assert.equal((await world.ask('GET', `/account/verify/${'x'.repeat(43)}`)).status, 404)
    })

    it('lead on to the dashboard where one is served, and hold no token', async () => {
      const folder = await mkdtemp(path.join(tmpdir(), 'dashboard-'))
      await writeFile(path.join(folder, 'index.html'), '<!doctype html>')
      const served = await apiWorld({ dashboardDir: folder })
      try {
        const email = 'dashboard@example.com'
        await served.ask('POST', '/api/v1/auth/register', { body: { email, password: PASSWORD, organization_name: 'Studio' } })
        const token = await mailedToken(served.db, 'verify_email', email)
        const done = await served.ask('POST', `/account/verify/${token}`, {
          raw: new URLSearchParams({ password: PASSWORD }).toString(),
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        })
        assert.equal(done.status, 200)
        assert.match(done.text, /<a href="\/sign-in">/)
        assert.ok(!done.text.includes(token))
      } finally {
        await served.close()
        await rm(folder, { recursive: true })
      }
    })

    it('replace a password', async () => {
      const { email } = await world.register()
      await auth('password/forgot', { body: { email } })
      const path = `/account/reset/${await mailedToken(world.db, 'reset_password', email)}`
      assert.match((await world.ask('GET', path)).text, /autocomplete="new-password"/)
      assert.equal((await post(path, { password: 'short' })).status, 422)
      assert.equal((await post(path, { password: 'a new long password' })).status, 200)
      assert.equal((await auth('login', { body: { email, password: 'a new long password' } })).status, 200)
    })
  })
})
