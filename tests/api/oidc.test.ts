import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { callbackUrl } from '../../api/auth/oidc.ts'
import { NOBODY, startOidcProvider } from '../helpers/oidcProvider.ts'
import { isCallback, type OidcWorld, oidcWorld } from '../helpers/oidcWorld.ts'

const ada = { email: 'ada@example.com', email_verified: true, name: 'Ada Byron' }

describe('sign-in with OpenID Connect', () => {
  let world: OidcWorld
  before(async () => {
    world = await oidcWorld()
  })
  after(() => world.close())
  beforeEach(async () => {
    await world.database.db('users').delete()
    for (const provider of [world.google, world.linkedin]) {
      provider.accounts.clear()
      provider.accounts.set('ada', { ...ada })
      Object.assign(provider.faults, { otherNonce: false, foreignKeys: false, tokenEndpoint: 'as it is' })
    }
    world.notes.length = 0
  })

  const identities = () => world.database.db('identities').select('*')
  const refused = async (answer: Awaited<ReturnType<OidcWorld['signIn']>>, status = 400) => {
    assert.equal(answer.status, status, JSON.stringify(answer.body))
    assert.equal(answer.location, undefined)
    assert.equal(answer.headers.getSetCookie().join().includes('refresh='), false)
  }
  const nothingMade = async () => assert.deepEqual(await world.rows(), { users: 0, identities: 0 })
  const ended = (told: string, path = '/') => `${path}?${told}`
  const at = (location: URL | undefined) => location?.href.slice(world.url.length)

  it('lists the providers that are configured', async () => {
    const { body } = await world.browser().visit(`${world.url}/api/v1/auth/oidc`)
    assert.deepEqual(body.providers, [
      { id: 'google', name: 'Google', start: world.start('google') },
      { id: 'linkedin', name: 'LinkedIn', start: world.start('linkedin') },
    ])
  })

  describe('the first time', () => {
    it('makes an account and its identity, and signs the browser in', async () => {
      const browser = world.browser('ada')
      const answer = await world.signIn(browser, 'google', '/requests?mine=1#top')
      assert.equal(answer.status, 302)
      assert.equal(at(answer.location), '/requests?mine=1#top')
      const [identity, ...others] = await identities()
      assert.deepEqual(others, [])
      assert.deepEqual(
        [identity.provider, identity.issuer, identity.subject, identity.email],
        ['google', world.google.issuer, 'ada', 'ada@example.com'],
      )
      const user = await world.database.db('users').where({ id: identity.user_id }).first()
      assert.deepEqual([user.email, user.name, user.password_hash], ['ada@example.com', 'Ada Byron', null])
      assert.equal(browser.cookies.get(world.url)?.get('refresh'), user.id)
      assert.equal(browser.cookies.get(world.url)?.has('oidc'), false, 'the cookie is gone')
    })

    it('asks with state, nonce and an S256 challenge, and keeps them where scripts cannot read', async () => {
      const answer = await world.browser().visit(world.start('google'))
      assert.equal(answer.status, 302)
      const asked = answer.location?.searchParams
      assert.equal(asked?.get('code_challenge_method'), 'S256')
      for (const name of ['state', 'nonce', 'code_challenge']) assert.match(asked?.get(name) ?? '', /^[\w-]{43}$/)
      assert.equal(asked?.get('redirect_uri'), callbackUrl(world.url, 'google'))
      const cookie = answer.headers.getSetCookie().join()
      assert.match(cookie, /^oidc=[\w-]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/)
      assert.equal(cookie.includes(asked?.get('state') ?? '?'), false)
    })

    it('works with a provider that is as LinkedIn is: no PKCE, no nonce, address in userinfo, "true" as text', async () => {
      world.linkedin.accounts.set('ada', { ...ada, email_verified: 'true' })
      const answer = await world.signIn(world.browser('ada'), 'linkedin')
      assert.equal(answer.status, 302)
      assert.equal(at(answer.location), '/')
      const asked = world.linkedin.seen.authorizations.at(-1)
      assert.deepEqual(
        ['code_challenge', 'code_challenge_method', 'nonce', 'state'].filter((name) => asked?.has(name)),
        ['state'],
      )
      assert.deepEqual(
        (await identities()).map(({ provider, email }) => [provider, email]),
        [['linkedin', 'ada@example.com']],
      )
    })

    it('never takes over the account that an address has', async () => {
      await world.member({ email: 'Ada@Example.com' })
      const browser = world.browser('ada')
      const answer = await world.signIn(browser, 'google', '/login')
      assert.equal(at(answer.location), ended('sign_in_error=account_exists', '/login'))
      assert.deepEqual(await world.rows(), { users: 1, identities: 0 })
      assert.equal(browser.cookies.get(world.url)?.has('refresh'), false)
    })

    for (const [why, claims] of [
      ['the provider has not verified the address', { ...ada, email_verified: false }],
      ['the provider says nothing of having verified it', { email: ada.email }],
      ['the provider says so in a word we do not know', { ...ada, email_verified: 'perhaps' }],
      ['the provider says "yes"', { ...ada, email_verified: 'yes' }],
      ['there is no address', { name: 'Ada' }],
      ['the address is none', { ...ada, email: 'ada' }],
    ] as const) {
      it(`makes nothing when ${why}`, async () => {
        world.google.accounts.set('ada', { ...claims })
        const answer = await world.signIn(world.browser('ada'), 'google')
        assert.equal(at(answer.location), ended('sign_in_error=email_unverified'))
        await nothingMade()
      })
    }

    for (const provider of ['google', 'linkedin'] as const) {
      it(`returns when the person cancels at ${provider}`, async () => {
        const browser = world.browser(NOBODY)
        const answer = await world.signIn(browser, provider, '/login?sign_in_error=old&next=1')
        assert.equal(at(answer.location), '/login?next=1&sign_in_error=cancelled')
        assert.equal(browser.cookies.get(world.url)?.has('oidc'), false)
        await nothingMade()
      })
    }

    it('makes one account when a second tab is faster, and signs both in', async () => {
      const [slow, fast] = [world.browser('ada'), world.browser('ada')]
      world.justBefore(() => world.signIn(fast, 'google'))
      assert.equal(at((await world.signIn(slow, 'google')).location), '/')
      assert.deepEqual(await world.rows(), { users: 1, identities: 1 })
      const [identity] = await identities()
      for (const browser of [slow, fast]) assert.equal(browser.cookies.get(world.url)?.get('refresh'), identity.user_id)
    })
  })

  describe('later', () => {
    it('finds the person by issuer and subject though the address changed', async () => {
      await world.signIn(world.browser('ada'), 'google')
      const [before] = await identities()
      world.google.accounts.set('ada', { email: 'countess@example.com', email_verified: false })
      const browser = world.browser('ada')
      assert.equal(at((await world.signIn(browser, 'google')).location), '/')
      const [after, ...others] = await identities()
      assert.deepEqual(others, [])
      assert.equal(browser.cookies.get(world.url)?.get('refresh'), before.user_id)
      assert.equal(after.email, 'countess@example.com')
      assert.ok(after.last_used_at > before.last_used_at)
      assert.equal((await world.database.db('users').first()).email, 'ada@example.com')
    })

    it('does not take another subject for the person whose address it has', async () => {
      await world.signIn(world.browser('ada'), 'google')
      world.google.accounts.set('impostor', { ...ada })
      const answer = await world.signIn(world.browser('impostor'), 'google')
      assert.equal(at(answer.location), ended('sign_in_error=account_exists'))
      assert.equal((await identities()).length, 1)
    })

    it('does not take the same subject of another provider for the same person', async () => {
      await world.signIn(world.browser('ada'), 'google')
      assert.equal(at((await world.signIn(world.browser('ada'), 'linkedin')).location), ended('sign_in_error=account_exists'))
    })
  })

  describe('a callback that is not the end of what this browser began', () => {
    it('is refused with another state', async () => {
      const browser = world.browser('ada')
      const callback = await world.toCallback(browser, 'google')
      callback.searchParams.set('state', 'x'.repeat(43))
      await refused(await browser.visit(callback))
      assert.equal(browser.cookies.get(world.url)?.has('oidc'), false, 'the cookie is used up all the same')
      await nothingMade()
    })

    it('is refused without a state, without a code, and with two of either', async () => {
      for (const change of [
        (p: URLSearchParams) => p.delete('state'),
        (p: URLSearchParams) => p.delete('code'),
        (p: URLSearchParams) => p.append('state', 'another'),
        (p: URLSearchParams) => p.append('code', 'another'),
      ]) {
        const browser = world.browser('ada')
        const callback = await world.toCallback(browser, 'google')
        change(callback.searchParams)
        await refused(await browser.visit(callback))
      }
      await nothingMade()
    })

    it('is refused when "cancelled" comes without the state', async () => {
      const browser = world.browser('ada')
      const callback = await world.toCallback(browser, 'google')
      await refused(await browser.visit(`${callback.origin}${callback.pathname}?error=access_denied`))
    })

    it('is refused when it comes too late', async () => {
      const browser = world.browser('ada')
      const callback = await world.toCallback(browser, 'google')
      const asked = world.google.seen.tokens
      const now = Date.now
      Date.now = () => now() + 10 * 60_000 + 1
      try {
        await refused(await browser.visit(callback))
      } finally {
        Date.now = now
      }
      assert.equal(world.google.seen.tokens, asked, 'it was the cookie that was too old, not the code')
      await nothingMade()
    })

    it('is refused without the cookie', async () => {
      const callback = await world.toCallback(world.browser('ada'), 'google')
      await refused(await world.browser('ada').visit(callback))
      await nothingMade()
    })

    it('is refused with a cookie that was changed, in any of its bytes', async () => {
      const browser = world.browser('ada')
      const callback = await world.toCallback(browser, 'google')
      const jar = browser.cookies.get(world.url)
      const bytes = Buffer.from(jar?.get('oidc') ?? '', 'base64url')
      for (const place of [0, 11, 12, 27, 28, bytes.length - 1]) {
        const changed = Buffer.from(bytes)
        changed[place] = (changed[place] ?? 0) ^ 1
        jar?.set('oidc', changed.toString('base64url'))
        await refused(await browser.visit(callback))
      }
      for (const nonsense of ['', 'x', '%E0%A4%A', bytes.subarray(0, 28).toString('base64url')]) {
        jar?.set('oidc', nonsense)
        await refused(await browser.visit(callback))
      }
      await nothingMade()
    })

    it('is refused when it is another provider’s: no code goes to whom it was not made for', async () => {
      const browser = world.browser('ada')
      const callback = await world.toCallback(browser, 'google')
      // As of a provider that does not name itself in its answers.
      callback.searchParams.delete('iss')
      const asked = world.linkedin.seen.tokens
      await refused(await browser.visit(`${callbackUrl(world.url, 'linkedin')}${callback.search}`))
      assert.equal(world.linkedin.seen.tokens, asked)
      await nothingMade()
    })

    it('is refused when it names another issuer than was asked', async () => {
      const browser = world.browser('ada')
      const callback = await world.toCallback(browser, 'google')
      assert.equal(callback.searchParams.get('iss'), world.google.issuer)
      callback.searchParams.set('iss', world.linkedin.issuer)
      await refused(await browser.visit(callback))
    })

    it('is refused with the code of somebody else’s sign-in: by the state, and behind it by PKCE', async () => {
      const [attacker, victim] = [world.browser('ada'), world.browser('ada')]
      const theirs = await world.toCallback(attacker, 'google')
      const own = await world.toCallback(victim, 'google')
      await refused(await victim.visit(theirs))
      const another = world.browser('ada')
      const begun = await world.toCallback(another, 'google')
      begun.searchParams.set('code', own.searchParams.get('code') ?? '')
      const asked = world.google.seen.tokens
      await refused(await another.visit(begun))
      assert.equal(world.google.seen.tokens, asked + 1, 'the provider itself refused it')
      await nothingMade()
    })

    it('is refused when it is replayed, cookie and all', async () => {
      const browser = world.browser('ada')
      const callback = await world.toCallback(browser, 'google')
      const kept = browser.cookies.get(world.url)?.get('oidc') ?? ''
      assert.equal((await browser.visit(callback)).status, 302)
      const thief = world.browser('ada')
      thief.cookies.set(world.url, new Map([['oidc', kept]]))
      await refused(await thief.visit(callback))
      assert.equal((await identities()).length, 1)
    })

    it('is refused when the ID token holds another nonce', async () => {
      world.google.faults.otherNonce = true
      await refused(await world.signIn(world.browser('ada'), 'google'))
      await nothingMade()
    })

    it('goes nowhere for a provider that there is not', async () => {
      for (const path of ['start', 'callback?code=x&state=y'])
        await refused(await world.browser().visit(`${world.url}/api/v1/auth/oidc/myspace/${path}`), 404)
    })

    it('cannot be smuggled into the start', async () => {
      const browser = world.browser('ada')
      const { search } = await world.toCallback(browser, 'google')
      await refused(await browser.visit(`${world.start('google')}${search}`))
    })
  })

  describe('return_to', () => {
    for (const path of [
      '//evil.example',
      '///evil.example',
      '/\\evil.example',
      '\\\\evil.example',
      'https://evil.example',
      'https:evil.example',
      'javascript:alert(1)',
      'evil.example',
      '',
      '/.//evil.example',
      '/a/..//evil.example',
      '/%2e%2e//evil.example',
      '/%2F/evil.example',
      '/%5Cevil.example',
      '%2F%2Fevil.example',
      '/\t/evil.example',
      '/\r\nSet-Cookie: a=b',
      '/%0d%0aSet-Cookie: a=b',
      '/\u0000',
      '/a?b=\\',
      `/${'a'.repeat(1001)}`,
    ]) {
      it(`refuses ${JSON.stringify(path.slice(0, 30))}`, async () => {
        const answer = await world.browser().visit(world.start('google', path))
        await refused(answer)
        assert.deepEqual(answer.headers.getSetCookie(), [])
      })
    }

    it('is one value, and the only one', async () => {
      for (const query of ['return_to=/a&return_to=/b', 'return_to[]=/a', 'return_to=/a&prompt=none'])
        await refused(await world.browser().visit(`${world.start('google')}?${query}`))
    })

    it('keeps the query and the fragment of a path of ours, and answers with a path', async () => {
      const answer = await world.signIn(world.browser('ada'), 'google', '/a/../b?next=%2Fc%2Fd#é')
      assert.equal(answer.headers.get('location'), '/b?next=%2Fc%2Fd#%C3%A9')
    })
  })

  describe('a provider in trouble', () => {
    it('is a 503 while its token endpoint is broken', async () => {
      const browser = world.browser('ada')
      const callback = await world.toCallback(browser, 'google')
      world.google.faults.tokenEndpoint = 'broken'
      const answer = await browser.visit(callback)
      await refused(answer, 503)
      assert.equal(answer.body.code, 'unavailable')
      await nothingMade()
    })

    it('is a 503 while nobody is there or nobody answers, and heals by itself', async () => {
      const silent = createServer(() => undefined)
      await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
      const { port } = silent.address() as AddressInfo
      const lonely = await oidcWorld({ google: `http://127.0.0.1:${port}`, deadlineMs: 300 })
      try {
        await refused(await lonely.browser().visit(lonely.start('google')), 503)
        silent.closeAllConnections()
        await new Promise((resolve) => silent.close(resolve))
        const answer = await lonely.browser().visit(lonely.start('google'))
        await refused(answer, 503)
        assert.equal(answer.body.code, 'unavailable')
        assert.equal((await lonely.browser().visit(`${lonely.url}/api/v1/auth/oidc`)).status, 200)
        const client = { clientId: 'google-client', clientSecret: 'google-secret', redirectUri: callbackUrl(lonely.url, 'google') }
        const late = await startOidcProvider({ ...client, port })
        late.accounts.set('ada', { ...ada })
        late.faults.hidesPkce = true
        try {
          assert.equal((await lonely.signIn(lonely.browser('ada'), 'google')).status, 302)
          assert.deepEqual(await lonely.rows(), { users: 1, identities: 1 })
          assert.equal(late.seen.authorizations[0]?.get('code_challenge_method'), 'S256', 'PKCE goes to Google whatever its metadata says')
        } finally {
          await late.close()
        }
      } finally {
        await lonely.close()
      }
    })

    it('is not believed when the ID token is signed with a key it does not publish', async () => {
      // A world of its own: keys that were fetched once are kept.
      const forged = await oidcWorld()
      try {
        forged.google.accounts.set('ada', { ...ada })
        forged.google.faults.foreignKeys = true
        await refused(await forged.signIn(forged.browser('ada'), 'google'))
        assert.deepEqual(await forged.rows(), { users: 0, identities: 0 })
      } finally {
        await forged.close()
      }
    })
  })

  describe('linking', () => {
    it('gives a signed-in person one more way in, and says so', async () => {
      const { browser, userId } = await world.member({ email: 'someone@example.org', person: 'ada' })
      const answer = await browser.visit(await world.toLinkCallback(browser, 'google', '/settings'))
      assert.equal(at(answer.location), '/settings?linked=google')
      assert.equal(answer.headers.getSetCookie().join().includes('refresh='), false, 'linking is no sign-in')
      assert.deepEqual(world.notes, [{ userId, action: 'identity.linked', subject: 'identity/google' }])
      const { body } = await browser.visit(`${world.url}/api/v1/auth/identities`)
      assert.deepEqual(
        body.items.map(({ provider, email }: { provider: string; email: string }) => [provider, email]),
        [['google', 'ada@example.com']],
      )
      const later = world.browser('ada')
      await world.signIn(later, 'google')
      assert.equal(later.cookies.get(world.url)?.get('refresh'), userId)
    })

    it('says it once when it is done twice', async () => {
      const { browser } = await world.member({ email: 'someone@example.org', person: 'ada' })
      for (let time = 0; time < 2; time += 1) {
        const answer = await browser.visit(await world.toLinkCallback(browser, 'google'))
        assert.equal(at(answer.location), ended('linked=google'))
      }
      assert.equal(world.notes.length, 1)
      assert.equal((await identities()).length, 1)
    })

    it('does not take an identity from the account that has it', async () => {
      await world.signIn(world.browser('ada'), 'google')
      const { browser, userId } = await world.member({ email: 'someone@example.org', person: 'ada' })
      const answer = await browser.visit(await world.toLinkCallback(browser, 'google'))
      assert.equal(at(answer.location), ended('link_error=taken'))
      assert.notEqual((await identities())[0].user_id, userId)
      assert.deepEqual(world.notes, [])
    })

    it('keeps to one account of each provider', async () => {
      const { browser, userId } = await world.member({ email: 'someone@example.org', person: 'ada' })
      await browser.visit(await world.toLinkCallback(browser, 'google'))
      world.google.accounts.set('other', { ...ada })
      const other = world.browser('other')
      // The same browser cookie, somebody else's login at the provider.
      const second = await world.toLinkCallback(browserOf(browser, other), 'google')
      const answer = await browserOf(browser, other).visit(second)
      assert.equal(at(answer.location), ended('link_error=another_linked'))
      assert.deepEqual(
        (await identities()).map((row) => [row.user_id, row.subject]),
        [[userId, 'ada']],
      )
    })

    it('ends with the session that began it', async () => {
      const { browser, sessionId } = await world.member({ email: 'someone@example.org', person: 'ada' })
      const callback = await world.toLinkCallback(browser, 'google')
      world.ended.add(sessionId)
      assert.equal(at((await browser.visit(callback)).location), ended('link_error=session_ended'))
      assert.deepEqual(await identities(), [])
    })

    it('returns when the person cancels', async () => {
      const { browser } = await world.member({ email: 'someone@example.org', person: NOBODY })
      const callback = await world.toLinkCallback(browser, 'linkedin', '/settings')
      assert.equal(at((await browser.visit(callback)).location), '/settings?link_error=cancelled')
    })

    it('cannot be finished in another browser, nor be taken for a sign-in', async () => {
      const { browser } = await world.member({ email: 'someone@example.org', person: 'ada' })
      const callback = await world.toLinkCallback(browser, 'google')
      const victim = world.browser('ada')
      await refused(await victim.visit(callback))
      await world.toCallback(victim, 'google')
      await refused(await victim.visit(callback))
      assert.deepEqual(await identities(), [])
    })

    it('takes no return_to of others, and no field it does not know', async () => {
      const { browser } = await world.member({ email: 'someone@example.org', person: 'ada' })
      for (const body of [{ return_to: '//evil.example' }, { userId: 'x' }])
        await refused(await browser.visit(`${world.url}/api/v1/auth/identities/google/link`, { method: 'POST', body }))
    })
  })

  describe('unlinking', () => {
    const unlink = async (browser: ReturnType<OidcWorld['browser']>, id: string) =>
      browser.visit(`${world.url}/api/v1/auth/identities/${id}`, { method: 'DELETE' })

    it('takes an identity away and says so', async () => {
      const { browser, userId } = await world.member({ email: 'someone@example.org', person: 'ada' })
      await browser.visit(await world.toLinkCallback(browser, 'google'))
      const [identity] = await identities()
      assert.equal((await unlink(browser, identity.id)).status, 204)
      assert.deepEqual(await identities(), [])
      assert.deepEqual(world.notes.at(-1), { userId, action: 'identity.unlinked', subject: 'identity/google' })
      await refused(await unlink(browser, identity.id), 404)
    })

    it('refuses the last way in', async () => {
      const { browser } = await world.member({ email: 'someone@example.org', person: 'ada', password: false })
      await browser.visit(await world.toLinkCallback(browser, 'google'))
      const [identity] = await identities()
      const answer = await unlink(browser, identity.id)
      await refused(answer, 409)
      assert.equal(answer.body.code, 'conflict')
      assert.equal((await identities()).length, 1)
    })

    it('leaves one way in when both are taken away at once', async () => {
      const { browser } = await world.member({ email: 'someone@example.org', person: 'ada', password: false })
      for (const provider of ['google', 'linkedin'] as const) await browser.visit(await world.toLinkCallback(browser, provider))
      const answers = await Promise.all((await identities()).map(({ id }) => unlink(browser, id)))
      assert.deepEqual(answers.map(({ status }) => status).sort(), [204, 409])
    })

    it('knows no identity of anybody else', async () => {
      await world.signIn(world.browser('ada'), 'google')
      const { browser } = await world.member({ email: 'someone@example.org' })
      const [identity] = await identities()
      await refused(await unlink(browser, identity.id), 404)
      assert.deepEqual((await browser.visit(`${world.url}/api/v1/auth/identities`)).body, { items: [] })
    })
  })

  /** Our side as one browser knows it, the providers' as another. */
  function browserOf(ours: ReturnType<OidcWorld['browser']>, theirs: ReturnType<OidcWorld['browser']>): ReturnType<OidcWorld['browser']> {
    const of = (url: string | URL) => (new URL(url).origin === world.url ? ours : theirs)
    return {
      cookies: ours.cookies,
      visit: (url, init) => of(url).visit(url, init),
      async reach(from, fits) {
        let at = new URL(from)
        while (!fits(at)) {
          const { location } = await of(at).visit(at)
          if (!location) throw new Error(`${at.href} led nowhere`)
          at = location
        }
        return at
      },
    }
  }

  it('has a callback where providers are told it is', () => {
    assert.ok(isCallback(new URL(callbackUrl('https://example.com', 'google'))))
  })
})
