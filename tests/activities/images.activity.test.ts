import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { openRenderer, type Renderer } from '../../activities/images/draw.ts'
import { imageActivities } from '../../activities/images.ts'
import type { Db } from '../../db/knex.ts'
import { openReview } from '../../db/reviews.ts'
import { Level } from '../../domain/approvals.ts'
import type { Content } from '../../domain/content.ts'
import { createTestDatabase, type TestDatabase } from '../helpers/database.ts'
import { memoryFiles } from '../helpers/memoryFiles.ts'
import { storeDraft } from '../helpers/openReview.ts'
import { acceptedRequest, insertTenant } from '../helpers/rows.ts'

const carousel = (first: string): Content => ({
  form: 'carousel',
  text: 'Three habits for a better loaf. Which one is yours?',
  hashtags: ['Sourdough'],
  slides: [first, '1. Use cold water', '2. Rest the dough'].map((headline, i) => ({
    headline,
    body: 'In a few words.',
    visual: `Photograph ${i + 1}`,
    alt_text: `What photograph ${i + 1} shows`,
  })),
})

describe('making the images of a draft', () => {
  let database: TestDatabase
  let db: Db
  let renderer: Renderer
  before(async () => {
    database = await createTestDatabase()
    db = database.db
    renderer = await openRenderer()
  })
  after(() => database.drop())

  async function draft(content: Content = carousel('Better sourdough'), kit?: object) {
    const tenant = await insertTenant(db)
    if (kit)
      await db('brand_profiles')
        .where({ id: tenant.brandId })
        .update({ kit: JSON.stringify(kit) })
    const requestId = await acceptedRequest(db, tenant)
    assert.ok(requestId)
    const contentHash = await storeDraft(db, { organizationId: tenant.organizationId, requestId, platform: 'instagram', content })
    const files = memoryFiles()
    const counting: Renderer & { times: number } = {
      times: 0,
      draw(of) {
        counting.times++
        return renderer.draw(of)
      },
    }
    const key = { organizationId: tenant.organizationId, requestId, platform: 'instagram' as const, version: 1, contentHash }
    const activities = imageActivities({ pool: database.pool, files, renderer: counting })
    const rows = () => db('media').where({ request_id: requestId }).orderBy('position')
    const stored = () => db('generated_content').where({ request_id: requestId }).first()
    return { key, files, renderer: counting, rows, stored, ...activities }
  }

  it('stores each under the hash of its bytes and writes down what it is; what is left to attach shrinks', async () => {
    const { key, files, rows, stored, makeImages } = await draft()
    assert.deepEqual(await makeImages(key), { images: 3 })
    const all = await rows()
    assert.deepEqual(
      all.map((m) => [m.position, m.item, m.kind, m.template, m.width, m.height, m.format, m.content_hash]),
      [
        [0, 0, 'slide', 'numeral', 1080, 1350, 'jpeg', key.contentHash],
        [1, 1, 'slide', 'numeral', 1080, 1350, 'jpeg', key.contentHash],
        [2, 2, 'slide', 'numeral', 1080, 1350, 'jpeg', key.contentHash],
      ],
    )
    assert.deepEqual(all.map((m) => m.file_key).sort(), [...files.all.keys()].sort())
    for (const row of all) {
      const body = files.all.get(row.file_key)
      assert.ok(body)
      assert.equal(row.bytes, body.length)
      assert.equal(createHash('sha256').update(body).digest('hex'), row.sha256)
      assert.equal(row.file_key, `organizations/${key.organizationId}/requests/${key.requestId}/${row.sha256}.jpg`)
    }
    assert.equal(all[1].alt_text, '1. Use cold water. In a few words.')
    const { to_attach, content_hash } = await stored()
    assert.deepEqual(to_attach, [])
    assert.equal(content_hash, key.contentHash, 'what a client approves is not changed by it')
  })

  it('does nothing a second time, and ends alike when it was cut off before it was written down', async () => {
    const { key, files, rows, renderer, makeImages } = await draft()
    await makeImages(key)
    const [names, before] = [[...files.all.keys()], await rows()]
    assert.deepEqual(await makeImages(key), { images: 3 })
    assert.equal(renderer.times, 1)
    await db('media').where({ request_id: key.requestId }).delete()
    await Promise.all([makeImages(key), makeImages(key)])
    assert.deepEqual([...files.all.keys()], names)
    const plain = (all: Record<string, unknown>[]) => all.map(({ id: _, created_at: __, ...row }) => row)
    assert.deepEqual(plain(await rows()), plain(before))
  })

  it('writes nothing down when the files cannot be stored, so that another attempt can', async () => {
    const { key, files, rows, makeImages } = await draft()
    const { put } = files
    files.put = async () => {
      throw new Error('the bucket does not answer')
    }
    await assert.rejects(makeImages(key), /does not answer/)
    assert.deepEqual(await rows(), [])
    files.put = put
    assert.deepEqual(await makeImages(key), { images: 3 })
  })

  it('draws anew where the draft has other words by now, until a review has shown it', async () => {
    const { key, rows, makeImages, noteMissingImages, stored } = await draft()
    await makeImages(key)
    const [first] = await rows()
    await db('generated_content')
      .where({ request_id: key.requestId })
      .update({ content_hash: 'b'.repeat(64), content_data: JSON.stringify(carousel('Other words')) })
    await assert.rejects(makeImages(key), (error: { type?: string }) => error.type === 'RequestGone')
    const other = { ...key, contentHash: 'b'.repeat(64) }
    await makeImages(other)
    const all = await rows()
    assert.equal(all.length, 3)
    assert.notEqual(all[0].sha256, first.sha256)
    const policy = Level.parse({ approvers: [{ email: 'client@brand.example' }], due_in_hours: 72 })
    await openReview(db, {
      ...key,
      run: 1,
      round: 1,
      level: 1,
      levels: 1,
      policy,
      plan: [],
      dueAt: new Date('2026-12-01'),
      drafts: [other],
    })
    await db('media').where({ request_id: key.requestId }).delete()
    await makeImages(other)
    assert.deepEqual(await rows(), [], 'what a client has seen stays as it was shown')
    const { findings } = await stored()
    await noteMissingImages({ ...other, reason: 'x' })
    assert.deepEqual((await stored()).findings, findings)
  })

  it('names what cannot be drawn, for good, and the draft says so once', async () => {
    const { key, rows, stored, makeImages, noteMissingImages } = await draft(carousel('خبز'))
    await assert.rejects(makeImages(key), (error: { type?: string; nonRetryable?: boolean; message: string }) => {
      assert.deepEqual([error.type, error.nonRetryable], ['ImagesNotDrawn', true])
      assert.match(error.message, /no letters for "خبز" of slide 1/)
      return true
    })
    for (let i = 0; i < 2; i++) await noteMissingImages({ ...key, reason: 'the fonts have no letters for it' })
    const { findings, to_attach } = await stored()
    assert.deepEqual(
      findings.filter((f: { rule: string }) => f.rule === 'images.missing'),
      [
        {
          rule: 'images.missing',
          severity: 'WARN',
          stage: 'draft',
          message: 'No images could be made: the fonts have no letters for it. They are to be attached by hand.',
        },
      ],
    )
    assert.equal(to_attach.length, 3)
    assert.deepEqual(await rows(), [])
  })

  it('mends a colour that cannot be read and says so', async () => {
    const kit = {
      colours: { primary: '#ffe9a0', background: '#ffffff', ink: '#dddddd' },
      font: 'serif',
      template: 'editorial',
      text_cards: false,
    }
    const { key, stored, makeImages } = await draft(carousel('Pale'), kit)
    await makeImages(key)
    assert.match(JSON.stringify((await stored()).findings), /ink #dddddd cannot be read on #ffffff/)
  })

  it('makes a card for a post only where the brand wants one, and leaves its picture to attach', async () => {
    const post: Content = {
      form: 'post',
      text: 'Linen that lasts. Now in six shapes.',
      hashtags: [],
      media: [{ kind: 'image', brief: 'A shirt on a line', alt_text: 'A shirt' }],
    }
    const without = await draft(post)
    assert.deepEqual(await without.makeImages(without.key), { images: 0 })
    const kit = { colours: { primary: null, background: null, ink: null }, font: 'sans', template: 'poster', text_cards: true }
    const { key, rows, stored, makeImages } = await draft(post, kit)
    assert.deepEqual(await makeImages(key), { images: 1 })
    assert.deepEqual(
      (await rows()).map((m) => [m.kind, m.alt_text]),
      [['card', 'Linen that lasts.']],
    )
    assert.deepEqual((await stored()).to_attach, [
      { what: 'Image 1: A shirt on a line', why: 'A card with the opening words stands in for it: replace it where you have the picture.' },
    ])
  })

  it('draws nothing for another organization', async () => {
    const { key, makeImages } = await draft()
    const stranger = await insertTenant(db)
    await assert.rejects(makeImages({ ...key, organizationId: stranger.organizationId }), /no longer there/)
    await assert.rejects(makeImages({ ...key, requestId: randomUUID() }), /no longer there/)
  })
})
