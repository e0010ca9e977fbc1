import assert from 'node:assert/strict'
import { setPlatforms } from '../../db/statuses.ts'
import { MAX_REGENERATIONS } from '../../domain/words.ts'
import { type ApiWorld, apiWorld, type Member } from '../helpers/apiWorld.ts'
import { keyOf, personOf } from '../helpers/members.ts'
import { storeDraft } from '../helpers/openReview.ts'
import { visitor } from '../helpers/visitor.ts'

describe('POST /api/v1/content/requests/:id/drafts/:platform/regenerate', () => {
  let world: ApiWorld
  before(async () => {
    world = await apiWorld()
  })
  after(() => world.close())
  const { review, open } = visitor(() => world)

  const BODY = { base_version: 1, instruction: 'Name the harbour of Lisbon' }
  const PATH = (id: string, platform = 'instagram') => `/api/v1/content/requests/${id}/drafts/${platform}/regenerate`
  const ask = (who: Pick<Member, 'ask'>, id: string, body: unknown = BODY, headers = {}) => who.ask('POST', PATH(id), { body, headers })
  const rows = (id: string) => world.db('regenerations').where({ request_id: id }).orderBy('version')

  it('keeps what is asked, the message for the workflow and the entry of the log, all or nothing', async () => {
    const { me, id, roundId } = await review()
    const { status, body } = await ask(me, id)
    assert.deepEqual([status, body], [202, { request_id: id, platform: 'instagram', base_version: 1, version: 2, run: 1, left: 4 }])
    const [row] = await rows(id)
    assert.deepEqual([row.version, row.base_version, row.instruction, row.asked_by], [2, 1, BODY.instruction, `user/${me.userId}`])
    const [message] = await world.db('outbox').where({ request_id: id, kind: 'edit' })
    assert.deepEqual(message.payload, { platform: 'instagram', version: 2, roundId, run: 1, asked: true })
    assert.equal((await world.db('audit_log').where({ request_id: id, action: 'draft.regenerate' })).length, 1)
    const item = await world.db('approval_items').where({ round_id: roundId, platform: 'instagram' }).first('outcome')
    assert.equal(item.outcome, 'withdrawn')
    const { platforms, drafts } = (await me.ask('GET', `/api/v1/content/requests/${id}`)).body
    const now = platforms.find((p: { platform: string }) => p.platform === 'instagram')
    assert.deepEqual([now.status, now.version], ['revising', 2])
    assert.equal(drafts.find((d: { platform: string }) => d.platform === 'instagram').version, 1, 'the draft at hand stays to be read')
  })

  it('shows the client of the open link the other drafts, and nothing of the instruction', async () => {
    const { me, id, path } = await review()
    await ask(me, id)
    const page = await open(path)
    assert.equal(page.status, 200)
    assert.doesNotMatch(page.text, /instagram\.verdict|harbour of Lisbon/)
    assert.match(page.text, /linkedin\.verdict/)
  })

  it('asked again under its key is answered alike and done once', async () => {
    const { me, id } = await review()
    const key = { 'idempotency-key': 'ask-once' }
    const first = await ask(me, id, BODY, key)
    const again = await ask(me, id, BODY, key)
    assert.deepEqual([again.status, again.body], [202, first.body])
    assert.equal((await rows(id)).length, 1)
    assert.equal((await ask(me, id, { ...BODY, instruction: 'Something else' }, key)).status, 422)
  })

  it(`is done ${MAX_REGENERATIONS} times for one draft, and then refused with what to do instead`, async () => {
    const { me, id } = await review()
    for (let version = 1; version <= MAX_REGENERATIONS; version++) {
      const { status, body } = await ask(me, id, { ...BODY, base_version: version })
      assert.deepEqual([status, body.version, body.left], [202, version + 1, MAX_REGENERATIONS - version])
      await storeDraft(world.db, { organizationId: me.organizationId, requestId: id, platform: 'instagram', version: version + 1 })
      await setPlatforms(world.db, id, [{ platform: 'instagram', status: 'awaiting_approval', version: version + 1, reason: '' }])
    }
    const { status, body } = await ask(me, id, { ...BODY, base_version: MAX_REGENERATIONS + 1 })
    assert.equal(status, 409)
    assert.match(body.detail, /asked for another version of this draft 5 times already, which is the most: edit it by hand/)
    const other = await me.ask('POST', PATH(id, 'linkedin'), { body: BODY })
    assert.equal(other.status, 202, 'each draft is counted by itself')
  })

  it('is refused where nobody can edit either', async () => {
    const { me, id } = await review()
    assert.equal((await ask(me, id)).status, 202)
    const writing = await ask(me, id)
    assert.equal(writing.status, 409)
    assert.match(writing.body.detail, /it is revising/)
    const stale = await me.ask('POST', PATH(id, 'linkedin'), { body: { ...BODY, base_version: 3 } })
    assert.match(stale.body.detail, /the newest version is 1/)
    for (const status of ['generating', 'failed', 'cancelled', 'pending'] as const) {
      await setPlatforms(world.db, id, [{ platform: 'linkedin', status, version: 1, reason: '' }])
      assert.equal((await me.ask('POST', PATH(id, 'linkedin'), { body: BODY })).status, 409, status)
    }
  })

  it('takes words and nothing else', async () => {
    const { me, id } = await review()
    const bodies = [
      {},
      { base_version: 1 },
      { base_version: 1, instruction: '  ' },
      { base_version: 1, instruction: 'x'.repeat(1_001) },
      { base_version: 0, instruction: 'x' },
      { base_version: 10_001, instruction: 'x' },
      { base_version: '1', instruction: 'x' },
      { ...BODY, to: 'me' },
      { base_version: 1, instruction: 'a\u0000b' },
    ]
    for (const body of bodies) assert.equal((await ask(me, id, body)).status, 400, JSON.stringify(body))
    for (const platform of ['facebook', 'myspace']) assert.equal((await me.ask('POST', PATH(id, platform), { body: BODY })).status, 404)
    assert.deepEqual(await rows(id), [])
    const long = { base_version: 1, instruction: '😀'.repeat(500) }
    assert.equal((await ask(me, id, long)).status, 202)
  })

  it('is for who creates content in this organization and for this brand, and hides all else', async () => {
    const { me, id } = await review()
    const { organizationId } = me
    const other = (await me.brand('Another')).id
    const stranger = await world.agency()
    for (const role of ['client', 'viewer', 'reviewer'] as const) {
      const brandIds = role === 'client' ? [(await me.ask('GET', `/api/v1/content/requests/${id}`)).body.brand.id] : null
      assert.equal((await ask(await personOf(world, { organizationId, role, brandIds }), id)).status, 403, role)
    }
    assert.equal((await ask(stranger, id)).status, 404)
    assert.equal((await ask(await personOf(world, { organizationId, role: 'editor', brandIds: [other] }), id)).status, 404)
    assert.equal((await ask(await keyOf(world, { organizationId, scopes: ['content.read'] }), id)).status, 403)
    assert.deepEqual(await rows(id), [])
    const program = await keyOf(world, { organizationId, scopes: ['content.create'] })
    assert.equal((await ask(program, id)).status, 202)
    assert.equal((await rows(id))[0].asked_by, `key/${program.id}`)
  })
})
