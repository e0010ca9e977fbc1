import assert from 'node:assert/strict'
import type { Content } from '../../domain/content.ts'
import type { ImageFile } from '../../domain/images.ts'
import { altTexts, fieldsToPaste, toAttach, violations } from '../../domain/platforms/index.ts'
import type { ContentType, Platform } from '../../domain/words.ts'

const slide = (n: number) => ({ headline: `Slide ${n}`, body: 'Text', visual: `Picture ${n}`, alt_text: `Alt ${n}` })
const carousel: Content = { form: 'carousel', text: 'A caption. And more?', hashtags: [], slides: [slide(1), slide(2)] }
const story: Content = { form: 'story', text: '', hashtags: [], frames: [slide(1), slide(2)] }
const photo: Content = {
  form: 'photo',
  title: 'Title',
  text: 'Text',
  hashtags: [],
  media: [
    { kind: 'image', brief: 'One', alt_text: 'Alt one' },
    { kind: 'image', brief: 'Two', alt_text: 'Alt two' },
  ],
  sound: '',
}
const post: Content = { ...photo, form: 'post', media: [{ kind: 'image', brief: 'A shirt', alt_text: 'Alt shirt' }] } as unknown as Content
const image = (change: Partial<ImageFile> = {}): ImageFile => ({
  item: 0,
  kind: 'slide',
  format: 'jpeg',
  width: 1080,
  height: 1350,
  bytes: 90_000,
  alt_text: 'Words',
  ...change,
})

describe('rules for real files', () => {
  const found = (platform: Platform, contentType: ContentType, content: Content, images: ImageFile[]) =>
    violations({ platform, contentType, content }, 'export', { images })
      .filter((f) => /_file$|_shape$|media_attached$/.test(f.rule))
      .map((f) => `${f.rule} ${f.severity}: ${f.message}`)
  const two = (change: Partial<ImageFile>) => [image(), image({ item: 1, ...change })]

  it('take what Instagram takes in a feed, to the edge, and name what it would not', () => {
    for (const fits of [
      { width: 320, height: 400 },
      { width: 1440, height: 1800 },
      { width: 1080, height: 566 },
      { bytes: 8_000_000 },
      { width: 1080, height: 1080 },
    ])
      assert.deepEqual(found('instagram', 'post', post, [image(fits)]), [], JSON.stringify(fits))
    for (const [wrong, told] of [
      [{ width: 319, height: 399 }, 'Image 1 is 319 px wide, 320 to 1,440 px are taken: resize it.'],
      [{ width: 1441, height: 1441 }, 'Image 1 is 1,441 px wide, 320 to 1,440 px are taken: resize it.'],
      [{ width: 1080, height: 1920 }, 'Image 1 is 1080 x 1920 px, a shape of 0.56; 0.80 to 1.91 is taken: crop it.'],
      [{ width: 1080, height: 500 }, 'Image 1 is 1080 x 500 px, a shape of 2.16; 0.80 to 1.91 is taken: crop it.'],
      [{ bytes: 8_000_001 }, 'Image 1 has 8 MB, 8 MB at most: make it smaller.'],
      [{ format: 'png' }, 'Image 1 is a PNG, JPEG is taken: convert it.'],
    ] as const)
      assert.deepEqual(found('instagram', 'post', post, [image(wrong)]), [`instagram.image_file BLOCK: ${told}`])
  })

  it('want slides of one shape, stories of 9:16, and every slide there', () => {
    assert.deepEqual(found('instagram', 'carousel', carousel, two({})), [])
    assert.deepEqual(found('instagram', 'carousel', carousel, two({ height: 1080 })), [
      'instagram.carousel_shape WARN: Instagram crops every slide to the shape of the first; these differ from it: 2.',
    ])
    assert.match(found('instagram', 'carousel', carousel, [image()]).join(), /instagram\.media_attached BLOCK: .*attach 1 more/)
    assert.deepEqual(found('instagram', 'story', story, [image({ height: 1920 }), image({ height: 1920, item: 1 })]), [])
    assert.match(
      found('instagram', 'story', story, two({})).join('\n'),
      /story_file BLOCK: Image 1 is 1080 x 1350 px, a shape of 0\.80; 0\.56 to 0\.56 is taken/,
    )
  })

  it('take what TikTok and LinkedIn take', () => {
    const tall = { height: 1920 }
    assert.deepEqual(found('tiktok', 'photo', photo, [image(tall), image(tall)]), [])
    assert.match(
      found('tiktok', 'photo', photo, [image({ width: 1200, height: 1920 }), image(tall)]).join(),
      /tiktok\.photo_file BLOCK: Image 1 is 1,200 px wide/,
    )
    assert.match(found('tiktok', 'photo', photo, [image({ ...tall, bytes: 20_000_001 }), image(tall)]).join(), /20 MB at most/)
    assert.deepEqual(found('linkedin', 'post', post, [image({ format: 'png', bytes: 5_000_000 })]), [])
    assert.match(
      found('linkedin', 'post', post, [image({ bytes: 5_100_000 })]).join(),
      /linkedin\.image_file BLOCK: Image 1 has 5\.1 MB, 5 MB at most/,
    )
    assert.match(found('linkedin', 'post', post, [image({ width: 8000, height: 5000 })]).join(), /40,000,000 pixels, 36,152,319 at most/)
  })

  it('bite from export on only, and a tenant may loosen what is not sure', () => {
    const wrong = image({ bytes: 6_000_000 })
    for (const stage of ['draft', 'approval'] as const)
      assert.deepEqual(
        violations({ platform: 'linkedin', contentType: 'post', content: post }, stage, { images: [wrong] }).filter((f) =>
          /_file/.test(f.rule),
        ),
        [],
      )
    const overrides = { 'linkedin.image_file': { limit: 7_000_000 }, 'instagram.image_file': { limit: 90_000_000 } }
    const under = (platform: Platform, images: ImageFile[]) =>
      violations({ platform, contentType: 'post', content: post }, 'export', { images, overrides }).filter((f) => /_file/.test(f.rule))
        .length
    assert.equal(under('linkedin', [wrong]), 0)
    assert.equal(under('instagram', [image({ bytes: 9_000_000 })]), 1, 'what is sure stays')
  })
})

describe('what exists already', () => {
  it('is no longer to attach; what stands in is told apart', () => {
    assert.deepEqual(
      toAttach('instagram', 'carousel', carousel, [image({ item: 1 })]).map((a) => a.what),
      ['Image for slide 1: Picture 1'],
    )
    assert.deepEqual(toAttach('instagram', 'story', story, [image({ item: 0, kind: 'frame' }), image({ item: 1, kind: 'frame' })]), [])
    const [first, second] = toAttach('tiktok', 'photo', photo, [image({ kind: 'card' })])
    assert.match(first?.why ?? '', /A card with the opening words stands in/)
    assert.match(second?.why ?? '', /TikTok takes no photo without it/)
  })

  it('brings its own alt text: the words it shows, and not the photograph that was described', () => {
    const images = [image({ item: 1, alt_text: 'Slide 2. Text' })]
    assert.deepEqual(altTexts(carousel, images), ['Alt 1', 'Slide 2. Text'])
    const pasted = fieldsToPaste('instagram', carousel, images).filter((f) => f.field.startsWith('Alt text'))
    assert.deepEqual(
      pasted.map((f) => f.text),
      ['Alt 1', 'Slide 2. Text'],
    )
    assert.deepEqual(altTexts(carousel), ['Alt 1', 'Alt 2'])
  })
})
