import assert from 'node:assert/strict'
import { BrandSnapshot } from '../../domain/brand.ts'
import { type ApiWorld, apiWorld, GENERATE } from '../helpers/apiWorld.ts'

describe('asking for content', () => {
  let world: ApiWorld
  before(async () => {
    world = await apiWorld({ languages: ['en'] })
  })
  after(() => world.close())

  const count = async (table: string, organizationId: string) => (await world.db(table).where({ organization_id: organizationId })).length

  it('accepts in one go: request, frozen brand, platforms, reserved units, first event and the start for the relay', async () => {
    const me = await world.agency()
    const prompt = '  Launch our linen summer collection  '
    const answer = await me.generate({ prompt, platforms: ['tiktok', 'instagram'], content_types: { instagram: 'carousel' } })
    assert.equal(answer.status, 202)
    const { id } = answer.body
    assert.equal(answer.headers.get('location'), `${world.url}/api/v1/content/requests/${id}`)
    assert.equal(answer.body.links.self, answer.headers.get('location'))
    assert.equal(answer.body.status, 'pending')
    assert.deepEqual(answer.body.brand, { id: me.brandId, name: 'Marlow Linen' })
    assert.deepEqual(
      answer.body.platforms.map((p: { platform: string; content_type: string }) => `${p.platform}/${p.content_type}`),
      ['tiktok/script', 'instagram/carousel'],
    )
    assert.deepEqual(answer.body.approval, {
      mode: 'required',
      approvers: [{ email: me.email, name: 'Person 1' }],
      due_in_hours: 72,
      remind_before_hours: [24, 4],
      tracks: [
        {
          platforms: ['tiktok', 'instagram'],
          policy: null,
          levels: [
            {
              name: '',
              approvers: [{ email: me.email, name: 'Person 1', user_id: null }],
              needs: 'any',
              due_in_hours: 72,
              hours: 'calendar',
              remind_before_hours: [24, 4],
              backup: [],
              escalate_before_hours: null,
              on_deadline: 'expire',
              code_by_mail: false,
            },
          ],
        },
      ],
    })

    const row = await world.db('content_requests').where({ id }).first()
    assert.equal(row.prompt, prompt.trim())
    assert.equal(row.budget_micros, 2_000_000)
    assert.equal(BrandSnapshot.parse(row.brand).brand_name, 'Marlow Linen')
    const [start] = await world.db('outbox').where({ request_id: id })
    assert.equal(start.key, `start/${id}/1`)
    assert.deepEqual(start.payload, {
      organizationId: me.organizationId,
      requestId: id,
      brandId: me.brandId,
      run: 1,
      platforms: [
        { platform: 'tiktok', version: 1 },
        { platform: 'instagram', version: 1 },
      ],
      approval: { mode: 'required', dueInHours: 72, remindBeforeHours: [24, 4] },
    })
    const events = await world.db('request_events').where({ request_id: id })
    assert.deepEqual(
      events.map((e) => [e.seq, e.type, e.data]),
      [[1, 'request.accepted', { platforms: ['tiktok', 'instagram'], units: 2 }]],
    )
    assert.equal(await count('quota_reservations', me.organizationId), 2)
    const ledger = await world.db('usage_tracking').where({ request_id: id })
    assert.deepEqual(
      ledger.map((l) => [l.action, l.units, l.key]),
      [['units_reserved', 2, `reserve/${id}/1`]],
    )
    const usage = (await me.ask('GET', '/api/v1/billing/usage')).body
    assert.deepEqual([usage.used, usage.reserved, usage.left], [0, 2, 88])
  })

  it('shows the request it accepted', async () => {
    const me = await world.agency()
    const { id, links } = (await me.generate()).body
    const { status, body } = await me.ask('GET', links.self)
    assert.equal(status, 200)
    assert.equal(body.id, id)
    assert.deepEqual(body.units, { reserved: 1, committed: 0, released: 0 })
    assert.deepEqual([body.drafts, body.decisions, body.approval.links], [[], [], []])
    assert.equal(body.workflow_id, `content-request/${me.organizationId}/${id}`)
    assert.equal(body.cost.budget_usd, 2)
    assert.match(body.next_step, /agents start/)
  })

  it('keeps the brand as it was when the request was accepted', async () => {
    const me = await world.agency()
    const { links } = (await me.generate()).body
    await me.ask('PATCH', `/api/v1/brands/${me.brandId}`, { body: { brand_name: 'Renamed' } })
    assert.equal((await me.ask('GET', links.self)).body.brand.name, 'Marlow Linen')
  })

  it('drops default reminders that do not fit into a short review', async () => {
    const me = await world.agency()
    const { body } = await me.generate({ approval: { due_in_hours: 12 } })
    assert.deepEqual(body.approval.remind_before_hours, [4])
  })

  describe('refuses, and leaves nothing half-made:', () => {
    const request = { prompt: 'Launch it', platforms: ['instagram'] }
    const approver = { email: 'client@example.com', name: 'Client' }
    const refusals: [string, unknown, number, string, RegExp][] = [
      ['an unknown field', { ...request, tone: 'loud' }, 400, 'invalid', /tone/],
      ['an unknown platform', { ...request, platforms: ['myspace'] }, 400, 'invalid', /platforms/],
      ['no platform', { ...request, platforms: [] }, 400, 'invalid', /platforms/],
      ['a platform named twice', { ...request, platforms: ['tiktok', 'tiktok'] }, 400, 'invalid', /twice/],
      ['a content type of another platform', { ...request, content_types: { instagram: 'article' } }, 400, 'invalid', /content_types/],
      ['a content type for a platform not asked for', { ...request, content_types: { tiktok: 'photo' } }, 400, 'invalid', /not among/],
      ['an empty prompt', { ...request, prompt: '' }, 400, 'invalid', /prompt: must not be empty/],
      ['a prompt of spaces', { ...request, prompt: ' \n ' }, 400, 'invalid', /prompt: must not be empty/],
      ['a prompt of 10,001 characters', { ...request, prompt: 'x'.repeat(10_001) }, 400, 'invalid', /10,000/],
      ['a prompt that is a number', { ...request, prompt: 7 }, 400, 'invalid', /prompt/],
      ['a prompt with NUL', { ...request, prompt: 'a\u0000b' }, 400, 'invalid', /NUL/],
      ['half a surrogate pair', { ...request, prompt: 'a\ud800b' }, 400, 'invalid', /surrogate/],
      ['an approver without an address', { ...request, approval: { approvers: [{ name: 'Client' }] } }, 400, 'invalid', /email/],
      ['no approver at all', { ...request, approval: { approvers: [] } }, 400, 'invalid', /approvers/],
      ['an approver named twice', { ...request, approval: { approvers: [approver, approver] } }, 400, 'invalid', /twice/],
      ['approvers nobody asks', { ...request, approval: { mode: 'none', approvers: [approver] } }, 400, 'invalid', /required/],
      [
        'a reminder before the review',
        { ...request, approval: { due_in_hours: 4, remind_before_hours: [4] } },
        400,
        'invalid',
        /less than/,
      ],
      ['a review without time', { ...request, approval: { due_in_hours: 0 } }, 400, 'invalid', /due_in_hours/],
      ['a language the model lacks', { ...request, language: 'id' }, 400, 'invalid', /writes en only/],
      ['a language nobody knows', { ...request, language: 'xx' }, 400, 'invalid', /language/],
      ['a brand id that is none', { ...request, brand_profile_id: 'mine' }, 400, 'invalid', /brand_profile_id/],
      ['a list instead of an object', [request], 400, 'invalid', /object/],
    ]
    for (const [what, body, status, code, words] of refusals)
      it(what, async () => {
        const me = await world.agency()
        const answer = await me.ask('POST', GENERATE, { body })
        assert.equal(answer.status, status)
        assert.equal(answer.body.code, code)
        assert.match(answer.body.detail, words)
        assert.equal(answer.body.request_id, answer.headers.get('x-request-id'))
        for (const table of ['content_requests', 'outbox', 'quota_reservations', 'usage_tracking', 'idempotency_keys'])
          assert.equal(await count(table, me.organizationId), 0, table)
      })

    it('a body that is no JSON, of another type, or none', async () => {
      const me = await world.agency()
      const send = (raw: string, type: string) => me.ask('POST', GENERATE, { raw, headers: { 'content-type': type } })
      const malformed = await send('{"prompt": ', 'application/json')
      assert.deepEqual([malformed.status, malformed.body.code], [400, 'malformed_json'])
      const text = await send('prompt=x', 'text/plain')
      assert.deepEqual([text.status, text.body.code], [415, 'unsupported_media_type'])
      const none = await me.ask('POST', GENERATE)
      assert.deepEqual([none.status, none.body.code], [400, 'invalid'])
      const large = await me.ask('POST', GENERATE, { body: { ...request, prompt: 'x'.repeat(300_000) } })
      assert.deepEqual([large.status, large.body.code], [413, 'too_large'])
      const charset = await send('{}', 'application/json; charset=klingon')
      assert.deepEqual([charset.status, charset.body.code], [415, 'unsupported_media_type'])
      const poisoned = await send('{"__proto__": {"prompt": "x"}, "prompt": "Launch it", "platforms": ["instagram"]}', 'application/json')
      assert.equal(poisoned.status, 400)
    })

    it('a foreign, a random and a deleted brand, all in the same words', async () => {
      const [me, stranger] = [await world.agency(), await world.agency()]
      const deleted = (await me.brand('Old')).id
      await me.ask('DELETE', `/api/v1/brands/${deleted}`)
      const ids = [stranger.brandId, '6f1c9a52-5a0b-4a53-9f4e-0d6b1f3f4f0e', deleted]
      const answers = await Promise.all(ids.map((id) => me.generate({ brand_profile_id: id })))
      for (const answer of answers) {
        assert.equal(answer.status, 404)
        assert.deepEqual({ ...answer.body, request_id: '' }, { ...answers[0]?.body, request_id: '' })
      }
      assert.equal(await count('content_requests', me.organizationId), 0)
    })

    it('an organization that has no brand yet, and says how to make one', async () => {
      const me = await world.register()
      const answer = await me.generate()
      assert.equal(answer.status, 422)
      assert.match(answer.body.detail, /POST \/api\/v1\/brands/)
    })

    it('a plan that is not active', async () => {
      const me = await world.agency()
      await world.db('organizations').where({ id: me.organizationId }).update({ plan_active: false })
      const answer = await me.generate()
      assert.deepEqual([answer.status, answer.body.code], [402, 'plan_inactive'])
    })
  })

  it('accepts a prompt of 10,000 characters, emoji and all', async () => {
    const me = await world.agency()
    assert.equal((await me.generate({ prompt: `${'x'.repeat(9_990)}🌊 ende 🌊` })).status, 202)
  })

  it('accepts exactly 10 of 30 at once on a quota of 10, and says what is left and when it renews', async () => {
    const me = await world.agency()
    await world.db('quota_periods').where({ organization_id: me.organizationId }).update({ unit_limit: 10 })
    const answers = await Promise.all(Array.from({ length: 30 }, () => me.generate()))
    assert.equal(answers.filter((a) => a.status === 202).length, 10)
    const refused = answers.filter((a) => a.status === 402)
    assert.equal(refused.length, 20)
    assert.equal(await count('content_requests', me.organizationId), 10)
    assert.equal(await count('outbox', me.organizationId), 10)
    assert.equal(await count('quota_reservations', me.organizationId), 10)
    const { code, details } = (await me.generate({ platforms: ['instagram', 'tiktok'] })).body
    assert.equal(code, 'quota_exhausted')
    assert.deepEqual([details.left, details.limit, details.reserved, details.needed], [0, 10, 10, 2])
    assert.equal(details.renews_at.slice(8), '01T00:00:00.000Z')
  })

  it('finds no quota row in a new month and makes it', async () => {
    const me = await world.agency()
    await world.db('quota_periods').where({ organization_id: me.organizationId }).delete()
    assert.equal((await me.generate()).status, 202)
    assert.equal((await me.ask('GET', '/api/v1/billing/usage')).body.reserved, 1)
  })

  describe('with an Idempotency-Key', () => {
    it('makes one request of twenty at once, answered alike to the letter', async () => {
      const me = await world.agency()
      const answers = await Promise.all(Array.from({ length: 20 }, () => me.generate({}, { 'idempotency-key': 'launch-1' })))
      assert.deepEqual(new Set(answers.map((a) => a.status)), new Set([202]))
      assert.equal(new Set(answers.map((a) => a.text)).size, 1)
      assert.equal(new Set(answers.map((a) => a.headers.get('location'))).size, 1)
      assert.equal(await count('content_requests', me.organizationId), 1)
      assert.equal((await me.ask('GET', '/api/v1/billing/usage')).body.reserved, 1)
    })

    it('does not care for the order of fields, and refuses another body', async () => {
      const me = await world.agency()
      const key = { 'idempotency-key': 'launch-1' }
      const first = await me.ask('POST', GENERATE, { body: { prompt: 'A', platforms: ['tiktok'] }, headers: key })
      const again = await me.ask('POST', GENERATE, { body: { platforms: ['tiktok'], prompt: 'A' }, headers: key })
      assert.equal(again.text, first.text)
      const other = await me.ask('POST', GENERATE, { body: { prompt: 'B', platforms: ['tiktok'] }, headers: key })
      assert.deepEqual([other.status, other.body.code], [422, 'unprocessable'])
    })

    it('keeps keys of organizations apart, forgets a key after a day, and keeps no refusal', async () => {
      const [me, stranger] = [await world.agency(), await world.agency()]
      const key = { 'idempotency-key': 'launch-1' }
      const mine = (await me.generate({}, key)).body.id
      assert.notEqual((await stranger.generate({}, key)).body.id, mine)
      await world.db('idempotency_keys').where({ organization_id: me.organizationId }).update({ expires_at: world.db.fn.now() })
      const later = await me.generate({ prompt: 'Another day' }, key)
      assert.equal(later.status, 202)
      assert.notEqual(later.body.id, mine)

      const fresh = { 'idempotency-key': 'launch-2' }
      await world.db('quota_periods').where({ organization_id: me.organizationId }).update({ unit_limit: 2 })
      assert.equal((await me.generate({}, fresh)).status, 402)
      await world.db('quota_periods').where({ organization_id: me.organizationId }).update({ unit_limit: 3 })
      assert.equal((await me.generate({}, fresh)).status, 202)
    })

    it('answers a repetition as the first time, though by then nothing is left, the plan has ended and the brand is gone', async () => {
      const me = await world.agency()
      const key = { 'idempotency-key': 'launch-1' }
      await world.db('quota_periods').where({ organization_id: me.organizationId }).update({ unit_limit: 1 })
      const first = await me.generate({}, key)
      assert.equal(first.status, 202)
      const again = async () => assert.equal((await me.generate({}, key)).text, first.text)
      await again()
      await world.db('organizations').where({ id: me.organizationId }).update({ plan_active: false })
      await again()
      await me.ask('DELETE', `/api/v1/brands/${me.brandId}`)
      await again()
      assert.equal((await me.generate({ prompt: 'Another' }, key)).status, 422)
    })

    it('refuses a key that is empty, too long or not plain', async () => {
      const me = await world.agency()
      for (const key of ['', 'x'.repeat(201), 'two words'])
        assert.equal((await me.generate({}, { 'idempotency-key': key })).status, 400, JSON.stringify(key))
    })
  })
})
