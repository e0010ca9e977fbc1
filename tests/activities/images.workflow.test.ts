import assert from 'node:assert/strict'
import { openRenderer } from '../../activities/images/draw.ts'
import { contrast, READABLE } from '../../domain/colours.ts'
import { memoryFiles } from '../helpers/memoryFiles.ts'
import { createWorld, type RequestView, type World } from '../helpers/world.ts'

interface DraftWithImages {
  platform: string
  images: { url: string; alt_text: string; bytes: number; type: string }[]
  to_attach: { what: string }[]
  findings: { rule: string; message: string; severity: string }[]
  content_data: { slides?: unknown[]; frames?: unknown[] }
}

describe('images in the course of a request', () => {
  let world: World
  const files = memoryFiles()
  let broken = false
  before(async () => {
    const renderer = await openRenderer()
    world = await createWorld({
      files: { ...files, put: (key, body) => (broken ? Promise.reject(new Error('the bucket does not answer')) : files.put(key, body)) },
      renderer,
    })
  })
  after(() => world.close())
  afterEach(() => {
    broken = false
  })

  const generate = (contentType: string) =>
    world.generate({ platforms: ['instagram', 'linkedin'], content_types: { instagram: contentType } })
  const draftOf = (view: RequestView) => {
    const draft = (view.drafts as unknown as DraftWithImages[]).find((d) => d.platform === 'instagram')
    assert.ok(draft)
    return draft
  }

  for (const contentType of ['carousel', 'story'])
    it(`a ${contentType} is drawn before its review, shown to its client and handed out with its alt texts`, async () => {
      const id = await generate(contentType)
      const draft = draftOf(await world.until(id, 'awaiting_approval'))
      const asked = (draft.content_data.slides ?? draft.content_data.frames ?? []).length
      assert.ok(asked >= 2)
      assert.ok(draft.images.length >= asked)
      assert.deepEqual(draft.to_attach, [])
      for (const image of draft.images) {
        const answer = await fetch(image.url)
        assert.equal(answer.status, 200)
        assert.equal(answer.headers.get('content-type'), image.type)
        assert.equal((await answer.arrayBuffer()).byteLength, image.bytes)
        assert.ok(image.alt_text)
      }
      const page = await (await fetch(await world.link(id))).text()
      assert.equal(page.match(/<img /g)?.length, draft.images.length)

      await world.decide(id, { instagram: 'approve', linkedin: 'approve' })
      await world.until(id, 'completed')
      const { body } = await world.call('GET', `/api/v1/content/requests/${id}/export`)
      const [exported] = (
        body as { drafts: { images: unknown[]; alt_texts: string[]; to_attach: unknown[]; findings: { rule: string }[] }[] }
      ).drafts
      assert.equal(exported?.images.length, draft.images.length)
      assert.deepEqual(
        exported?.alt_texts,
        draft.images.map((i) => i.alt_text),
      )
      assert.deepEqual(
        exported?.findings.filter((f) => /_file|_shape|media_attached/.test(f.rule)),
        [],
      )
    }).timeout(90_000)

  it('a post asks for nothing to be drawn, and costs nothing for it', async () => {
    const id = await generate('post')
    await world.until(id, 'awaiting_approval')
    const { events = [] } = await world.workflow(id).fetchHistory()
    assert.doesNotMatch(JSON.stringify(events), /makeImages|images-2026-11/)
  })

  it('goes on without images when they cannot be stored, and says why', async () => {
    broken = true
    const id = await generate('carousel')
    const draft = draftOf(await world.until(id, 'awaiting_approval'))
    assert.deepEqual(draft.images, [])
    assert.ok(draft.to_attach.length >= 2)
    const [finding] = draft.findings.filter((f) => f.rule === 'images.missing')
    assert.match(finding?.message ?? '', /No images could be made: the bucket does not answer\. They are to be attached by hand\./)
    await world.decide(id, { instagram: 'approve', linkedin: 'approve' })
    await world.until(id, 'completed')
    const { body } = await world.call('GET', `/api/v1/content/requests/${id}/export`)
    assert.match(JSON.stringify(body), /instagram\.media_attached/)
  }).timeout(90_000)

  it('wears the kit that the brand had when the request was accepted', async () => {
    const brands = (await world.call('GET', '/api/v1/brands')).body as { items: { id: string; kit: object }[] }
    const [brand] = brands.items
    assert.deepEqual(brand?.kit, {
      colours: { primary: null, background: null, ink: null },
      font: 'sans',
      template: 'auto',
      text_cards: false,
    })
    const kit = {
      colours: { primary: '#7a1f3d', background: '#fff4f6', ink: '#2b0d17' },
      font: 'serif',
      template: 'poster',
      text_cards: false,
    }
    assert.equal((await world.call('PATCH', `/api/v1/brands/${brand?.id}`, { kit })).status, 200)
    const refused = await world.call('PATCH', `/api/v1/brands/${brand?.id}`, { kit: { ...kit, colours: { ...kit.colours, ink: 'red;}' } } })
    assert.equal(refused.status, 400)
    const id = await generate('story')
    await world.until(id, 'awaiting_approval')
    assert.deepEqual(await world.db('media').where({ request_id: id }).distinct('template').pluck('template'), ['poster'])
    assert.ok(contrast('#fff4f6', '#7a1f3d') > READABLE)
  }).timeout(60_000)
})
