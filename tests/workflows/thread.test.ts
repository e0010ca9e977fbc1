import assert from 'node:assert/strict'
import { demandedPoints } from '../../domain/brief.ts'
import { lengthIn } from '../../domain/platforms/measures.ts'
import { createWorld, type World } from '../helpers/world.ts'

interface Exported {
  drafts: {
    platform: string
    content_type: string
    text: string
    fields: { field: string; text: string }[]
    findings: { severity: string }[]
  }[]
}

describe('a request for Facebook and X', () => {
  const prompt =
    'Launch our linen summer collection: breathable fabric, made in Portugal, sizes XS to 4XL. Mention free shipping this week.'
  let world: World
  before(async () => {
    world = await createWorld()
  })
  after(() => world.close())

  it('is written, reviewed post by post, changed, approved and exported, every demanded point said within 280 a post', async () => {
    const id = await world.generate({ prompt, platforms: ['facebook', 'x'] })
    const waiting = await world.until(id, 'awaiting_approval')
    assert.deepEqual(
      waiting.drafts.map(({ platform, content_data }) => `${platform}/${content_data.form}`),
      ['facebook/post', 'x/thread'],
    )
    for (const draft of waiting.drafts) assert.ok((draft.quality_score ?? 0) >= 0.8, `${draft.platform} scores ${draft.quality_score}`)

    const page = await (await fetch(await world.link(id))).text()
    const posts = Number(/Post 1 of (\d+)/.exec(page)?.[1])
    assert.ok(posts > 4, page)
    assert.ok(page.includes(`Post ${posts} of ${posts}`))
    assert.match(page, /Your decision on X thread</)

    await world.decide(id, { facebook: 'approve', x: 'request_changes' }, 'Mention the flagship store in Lisbon')
    await world.until(id, (view) => view.approval.round === 2 && view.status === 'awaiting_approval')
    await world.decide(id, { x: 'approve' })
    await world.until(id, 'completed')

    const { body } = await world.call('GET', `/api/v1/content/requests/${id}/export`)
    const thread = (body as unknown as Exported).drafts.find(({ platform }) => platform === 'x')
    const texts = thread?.fields.filter(({ field }) => field.startsWith('Post ')).map(({ text }) => text) ?? []
    assert.ok(texts.length > posts, 'the wish has a post of its own')
    assert.equal(thread?.text, texts[0], 'the main field is the first post')
    for (const text of texts) assert.ok(lengthIn('weighted', text) <= 280, text)
    const said = texts.join('\n').toLowerCase()
    for (const point of [...demandedPoints(prompt).slice(1), 'Lisbon']) assert.ok(said.includes(point.toLowerCase()), `${point}\n${said}`)
    assert.deepEqual(
      thread?.findings.filter(({ severity }) => severity === 'BLOCK'),
      [],
    )
  })
})
