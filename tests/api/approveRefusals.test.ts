import assert from 'node:assert/strict'
import { closeRound } from '../../db/reviews.ts'
import { type ApiWorld, apiWorld } from '../helpers/apiWorld.ts'
import { CONTENT } from '../helpers/openReview.ts'
import { visitor } from '../helpers/visitor.ts'

describe('an approval link', () => {
  let world: ApiWorld
  before(async () => {
    world = await apiWorld()
  })
  after(() => world.close())
  const { review, open, post, hidden, approveAll, rows } = visitor(() => world)

  describe('opens nothing', () => {
    it('for a forged, a truncated or a stretched token, and says nothing', async () => {
      const { token, path } = await review()
      const form = approveAll(await open(path))
      const forged = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`
      for (const bad of [forged, token.slice(0, 20), `${token}A`, '%00', 'x'.repeat(5000)]) {
        for (const answer of [await open(`/approve/${bad}`), await post(`/approve/${bad}`, form)]) {
          assert.equal(answer.status, 404, bad)
          assert.match(answer.text, /Nothing here/)
          assert.doesNotMatch(answer.text, /Studio North|Marlow|used|expired|revoked/)
        }
      }
    })

    const dead: [string, RegExp, (of: { id: string; roundId: string }) => PromiseLike<unknown>][] = [
      ['that was revoked', /replaced or withdrawn/, ({ roundId }) => rows('approval_links', roundId).update({ revoked_at: new Date() })],
      ['whose time is over', /The time to decide is over/, ({ roundId }) => closeRound(world.db, roundId, 'expired')],
      ['of a review that was closed', /This review was closed/, ({ roundId }) => closeRound(world.db, roundId, 'closed')],
      [
        'whose draft was replaced since',
        /These drafts have changed/,
        ({ id }) =>
          world
            .db('generated_content')
            .where({ request_id: id, platform: 'tiktok' })
            .update({ content_hash: '0'.repeat(64) }),
      ],
      [
        'whose draft has changed since',
        /These drafts have changed/,
        ({ id }) =>
          world
            .db('generated_content')
            .where({ request_id: id, platform: 'linkedin' })
            .update({ content_data: JSON.stringify({ ...CONTENT.linkedin, text: 'Something else' }) }),
      ],
    ]
    for (const [what, words, kill] of dead)
      it(`for a link ${what}: 410 and why, on GET and POST`, async () => {
        const it = await review()
        const form = approveAll(await open(it.path))
        await kill(it)
        for (const answer of [await open(it.path), await post(it.path, form)]) {
          assert.equal(answer.status, 410)
          assert.match(answer.text, words)
          assert.doesNotMatch(answer.text, /verdict/)
        }
        assert.equal((await rows('decisions', it.roundId)).length, 0)
      })
  })

  describe('takes no form', () => {
    const refused: [string, (form: Record<string, string>) => [Record<string, string>, Record<string, string>], number][] = [
      ['sent from another site', (form) => [form, { 'sec-fetch-site': 'cross-site' }], 403],
      ['sent from a sibling site', (form) => [form, { 'sec-fetch-site': 'same-site' }], 403],
      ['without the nonce of its page', ({ nonce: _, ...form }) => [form, {}], 403],
      ['with another nonce', (form) => [{ ...form, nonce: 'x'.repeat(43) }, {}], 403],
      ['with a tampered hash', (form) => [{ ...form, 'tiktok.content_hash': '0'.repeat(64) }, {}], 403],
      ['of another version', (form) => [{ ...form, 'tiktok.version': '2' }, {}], 403],
      ['that leaves a draft out', ({ 'tiktok.version': _, ...form }) => [form, {}], 403],
      ['with a field of its own', (form) => [{ ...form, 'youtube.verdict': 'approve' }, {}], 400],
      ['with a verdict of its own', (form) => [{ ...form, 'tiktok.verdict': 'publish' }, {}], 400],
    ]
    for (const [what, change, status] of refused)
      it(what, async () => {
        const { path, roundId } = await review()
        const [form, headers] = change(approveAll(await open(path)))
        const answer = await post(path, form, headers)
        assert.equal(answer.status, status)
        assert.match(answer.headers.get('content-type') ?? '', /^text\/html/)
        assert.equal((await rows('decisions', roundId)).length, 0)
        assert.equal((await rows('approval_links', roundId).whereNotNull('used_at')).length, 0)
      })

    it('with the nonce of another link', async () => {
      const { path, second } = await review()
      const { nonce = '' } = hidden(await open(`/approve/${second}`))
      assert.equal((await post(path, { ...approveAll(await open(path)), nonce })).status, 403)
    })

    it('that is JSON, or larger than 64 KB', async () => {
      const { path } = await review()
      assert.equal((await world.ask('POST', path, { body: {} })).status, 415)
      assert.equal((await post(path, { ...approveAll(await open(path)), 'tiktok.comment': 'x'.repeat(70_000) })).status, 413)
    })
  })
})
