import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { CannotDraw, openRenderer, type Renderer } from '../../activities/images/draw.ts'
import { lookOf } from '../../activities/images/look.ts'
import { cleaned } from '../../activities/images/text.ts'
import { BrandKit, BrandSnapshot, KIT_FONTS, KIT_TEMPLATES, kitOf } from '../../domain/brand.ts'
import { contrast, READABLE, VISIBLE } from '../../domain/colours.ts'
import { type Canvas, canvasOf, type Panel, panelsOf } from '../../domain/images.ts'
import { violations } from '../../domain/platforms/index.ts'
import { BRANDS } from '../fixtures/brands.ts'
import { GOOD } from '../fixtures/drafts.ts'
import { contrastIn, pixelsOf, strayPixels } from '../helpers/pixels.ts'

const CAROUSEL = canvasOf('instagram', 'carousel') as Canvas
const STORY = canvasOf('instagram', 'story') as Canvas
const PHOTO = canvasOf('tiktok', 'photo') as Canvas
const ARTICLE = canvasOf('linkedin', 'article') as Canvas

const brandWith = (kit: object = {}, brand_name = 'Mira Makes'): BrandSnapshot => ({
  ...(BRANDS[2] as BrandSnapshot),
  brand_name,
  kit: BrandKit.parse(kit),
})
const slide = (headline: string, body = '', item = 0): Panel => ({ item, kind: 'slide', headline, body })
const frame = (headline: string, body = '', item = 0): Panel => ({ item, kind: 'frame', headline, body })
const SLIDES = [
  slide('Better sourdough in three habits', 'None of them needs new equipment.', 0),
  slide('1. Use cold water', 'It slows the dough down, and slow is where the taste is.', 1),
  slide('2. Rest the dough overnight', 'Eight hours in the fridge, covered.', 2),
  slide('Which one do you already do?', '', 3),
]
const LONG = 'Kami menjahit setiap kemeja di bengkel kecil kami, satu per satu, dengan tangan yang sabar. '.repeat(6).slice(0, 590)

describe('images of a draft', () => {
  let renderer: Renderer
  before(async () => {
    renderer = await openRenderer()
  })

  const drawn = (panels: readonly Panel[], kit: object = {}, canvas = CAROUSEL, name?: string) =>
    renderer.draw({ brand: brandWith(kit, name), canvas, panels })

  for (const template of KIT_TEMPLATES)
    for (const font of KIT_FONTS)
      it(`are JPEGs of the platform’s size, with nothing outside the safe area and text that can be read: ${template}, ${font}`, async () => {
        for (const [canvas, panels] of [
          [CAROUSEL, SLIDES],
          [STORY, [frame('20% off all linen shirts', 'Until 30 June.'), frame(LONG.slice(0, 130), LONG)]],
        ] as const) {
          const { images, template: used } = await drawn(
            panels,
            { template, font, colours: { primary: '#b0452c', background: null, ink: null } },
            canvas,
          )
          assert.equal(used, template)
          for (const image of images) {
            const pixels = await pixelsOf(image.data)
            assert.deepEqual([pixels.format, pixels.width, pixels.height], ['jpeg', canvas.width, canvas.height])
            assert.deepEqual(
              [image.format, image.width, image.height, image.bytes],
              ['jpeg', canvas.width, canvas.height, image.data.length],
            )
            assert.equal(strayPixels(pixels, canvas), 0, `${image.kind} ${image.item}`)
            const { margin } = canvas
            const inside = {
              top: margin.top + 100,
              bottom: canvas.height - margin.bottom - 80,
              left: margin.left,
              right: canvas.width - margin.right,
            }
            assert.ok(contrastIn(pixels, inside) >= READABLE, `${image.kind} ${image.item}: ${contrastIn(pixels, inside)}`)
            const small = { top: margin.top, bottom: margin.top + 60, left: margin.left, right: margin.left + 300 }
            assert.ok(contrastIn(pixels, small) >= READABLE, `the brand's name: ${contrastIn(pixels, small)}`)
          }
        }
      }).timeout(120_000)

  it('pass the rules that the export holds real files against, on every platform', async () => {
    const content = GOOD.find((d) => d.contentType === 'carousel')?.content
    assert.ok(content)
    const { images } = await renderer.draw({
      brand: brandWith(),
      canvas: CAROUSEL,
      panels: panelsOf('instagram', 'carousel', content, { textCards: false }),
    })
    const found = violations({ platform: 'instagram', contentType: 'carousel', content }, 'export', { images })
    assert.deepEqual(
      found.filter((f) => /_file|_shape|attached/.test(f.rule)),
      [],
    )
    for (const [platform, contentType, canvas] of [
      ['instagram', 'story', STORY],
      ['tiktok', 'photo', PHOTO],
      ['linkedin', 'article', ARTICLE],
    ] as const) {
      const one = await renderer.draw({
        brand: brandWith(),
        canvas,
        panels: [{ item: 0, kind: 'card', headline: 'Linen, washed until it is yours', body: '' }],
      })
      const wrong = violations({ platform, contentType, content }, 'export', { images: one.images })
      assert.deepEqual(
        wrong.filter((f) => /_file/.test(f.rule)),
        [],
        platform,
      )
    }
  }).timeout(60_000)

  it('are the same bytes for the same input, and others for other words, colours, fonts and brands', async () => {
    const hashOf = async (...args: Parameters<typeof drawn>) => {
      const { images } = await drawn(...args)
      return createHash('sha256')
        .update(Buffer.concat(images.map((i) => i.data)))
        .digest('hex')
    }
    const panels = SLIDES.slice(0, 2)
    const hashes = await Promise.all([
      hashOf(panels),
      hashOf(panels),
      hashOf(panels, { font: 'serif' }),
      hashOf(panels, { template: 'poster' }),
      hashOf(panels, { colours: { primary: '#1a4fd6', background: null, ink: null } }),
      hashOf(panels, {}, CAROUSEL, 'Hearth & Thread'),
      hashOf([panels[1] as Panel, panels[0] as Panel]),
    ])
    assert.equal(hashes[0], hashes[1])
    assert.equal(new Set(hashes).size, hashes.length - 1)
    const again = await (await openRenderer()).draw({ brand: brandWith(), canvas: CAROUSEL, panels })
    assert.equal(
      createHash('sha256')
        .update(Buffer.concat(again.images.map((i) => i.data)))
        .digest('hex'),
      hashes[0],
      'another renderer',
    )
  }).timeout(60_000)

  it('carry as alt text the words that they show', async () => {
    const { images } = await drawn([slide('Rest the dough overnight 😴', 'Eight hours.\nCovered.', 3)])
    assert.deepEqual(
      images.map((i) => [i.item, i.alt_text]),
      [[3, 'Rest the dough overnight. Eight hours. Covered.']],
    )
  })

  describe('keep their form whatever the words are', () => {
    const within = async (panels: readonly Panel[], canvas = CAROUSEL, kit: object = {}) => {
      const { images } = await drawn(panels, kit, canvas)
      for (const image of images) assert.equal(strayPixels(await pixelsOf(image.data), canvas), 0, `${image.item}`)
      return images
    }

    it('a word that is longer than any line, and wide letters', async () => {
      for (const template of KIT_TEMPLATES)
        await within(
          [slide('Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft', 'W'.repeat(300))],
          CAROUSEL,
          { template },
        )
    }).timeout(60_000)

    it('more text than one image holds: the rest goes on another, and no word is lost', async () => {
      const images = await within([slide(`1. ${LONG.slice(0, 200)}`, LONG, 0), slide('A last one', '', 1)], CAROUSEL, {
        template: 'numeral',
      })
      assert.ok(images.length >= 3, `${images.length}`)
      assert.deepEqual([...new Set(images.map((i) => i.item))], [0, 1])
      const said = images.map((i) => i.alt_text.replaceAll(/[^\p{L}]/gu, '')).join('')
      assert.equal(said, `${LONG.slice(0, 200)}${LONG}Alastone`.replaceAll(/[^\p{L}]/gu, ''))
    }).timeout(60_000)

    it('ten slides full to the brim are refused in words, ten of a usual length are ten', async () => {
      const brimming = Array.from({ length: 10 }, (_, i) => slide(LONG.slice(0, 300), 'satu\n'.repeat(110), i))
      await assert.rejects(
        drawn(brimming),
        (error) => error instanceof CannotDraw && /do not fit on 10 images together: shorten/.test(error.message),
      )
      const usual = Array.from({ length: 10 }, (_, i) => slide(`Habit number ${i + 1}`, 'A sentence that says what to do.', i))
      assert.equal((await within(usual)).length, 10)
    }).timeout(120_000)

    it('markup is drawn as the letters it is made of', async () => {
      const [image] = await within([slide('<script>alert(1)</script> </text><image href="http://127.0.0.1/x"/>', '&lt; &amp; {{x}} %{y}')])
      assert.match(image?.alt_text ?? '', /^<script>alert\(1\)<\/script>/)
    })

    it('emoji, joiners, control and direction marks are left out', async () => {
      assert.equal(cleaned('A\u202egift\u202c for 👨‍👩‍👧‍👦 you 🇮🇩 1️⃣ ❤️\u0007'), 'Agift for you 1')
      assert.equal(cleaned('  © 2026\r\n\r\nMarlow™\t Linen® '), '© 2026\nMarlow™ Linen®')
      const plain = await drawn([slide('Summer linen')])
      const smiling = await drawn([slide('Summer ☀️ linen 🎉')])
      assert.deepEqual(smiling.images[0]?.data, plain.images[0]?.data)
    })

    it('letters that the fonts lack are refused, marks that they lack are left out', async () => {
      for (const text of ['مرحبا بالعالم', 'שלום עולם', 'こんにちは', 'Kemeja → ลินิน', 'Z̸̢a̷l̶g̵o̶'])
        await assert.rejects(drawn([slide(text)]), (error) => error instanceof CannotDraw && /no letters for/.test(error.message), text)
      const [arrow] = (await drawn([slide('Linen ➜ summer ⟶ you')])).images
      assert.match(arrow?.alt_text ?? '', /^Linen summer you$/)
      await assert.rejects(drawn([slide('🎉🎉', '')]), /has no words that can be drawn/)
      assert.equal((await drawn([slide('Plain words')], {}, CAROUSEL, 'علامة')).images.length, 1, 'a brand whose name cannot be written')
    })

    it('European letters and Indonesian are drawn', async () => {
      const { images } = await drawn([
        slide('Łódź, Ærø, İzmir, Győr, Čačak, Māori', 'Kain linen “alami” – cuma Rp150.000 & gratis ongkir!'),
      ])
      assert.match(images[0]?.alt_text ?? '', /Łódź, Ærø, İzmir, Győr, Čačak, Māori/)
    })

    it('TikTok’s have no brand on them', async () => {
      const card: Panel = { item: 0, kind: 'card', headline: 'Linen, washed until it is yours', body: '' }
      const one = await renderer.draw({
        brand: brandWith({ colours: { primary: '#1a4fd6', background: '#ffffff', ink: '#101010' } }, 'Mira Makes'),
        canvas: PHOTO,
        panels: [card],
      })
      const other = await renderer.draw({
        brand: brandWith({ colours: { primary: '#1a4fd6', background: '#ffffff', ink: '#101010' } }, 'Somebody Else'),
        canvas: PHOTO,
        panels: [card],
      })
      assert.deepEqual(one.images[0]?.data, other.images[0]?.data)
    })
  })

  describe('in the brand’s colours', () => {
    it('are readable whatever the brand chose, and say what was changed', async () => {
      const colours = ['#000000', '#ffffff', '#ffd400', '#7f7f7f', '#e4572e', '#1a4fd6', '#00ff00', '#767676']
      for (const primary of colours)
        for (const background of [null, ...colours])
          for (const ink of [null, ...colours]) {
            const kit = BrandKit.parse({ colours: { primary, background, ink } })
            const { look, mended } = lookOf({ brand_name: 'x' }, kit)
            for (const [text, on] of [
              [look.ink, look.paper],
              [look.soft, look.paper],
              [look.accent, look.paper],
              [look.onPrimary, look.primary],
            ] as const)
              assert.ok(contrast(text, on) >= READABLE, `${text} on ${on}`)
            assert.ok(contrast(look.mark, look.paper) >= VISIBLE)
            assert.equal(look.primary, primary)
            assert.equal(mended.length, ink && background && contrast(ink, background) < READABLE ? 1 : mended.length)
          }
      const { mended, images } = await drawn([slide('Grey on grey')], {
        colours: { primary: '#888888', background: '#999999', ink: '#aaaaaa' },
      })
      assert.match(mended[0] ?? '', /ink #aaaaaa cannot be read on #999999 \(contrast 1\.2, 4\.5 needed\)/)
      const pixels = await pixelsOf(images[0]?.data ?? Buffer.alloc(0))
      assert.ok(contrastIn(pixels, { top: 400, bottom: 1150, left: 88, right: 992 }) >= READABLE)
    })

    it('take six hexadecimal digits and nothing else', () => {
      for (const primary of ['red;}', 'red', '#fff', '#12345g', 'url(http://x)', '#1a4fd6;', '', '#1a4fd6\n', 'rgb(1,2,3)', 0x1a4fd6])
        assert.equal(BrandKit.safeParse({ colours: { primary, background: null, ink: null } }).success, false, String(primary))
      assert.equal(BrandKit.safeParse({ colours: { primary: '#1A4fD6' } }).success, true)
      for (const wrong of [{ template: 'comic' }, { font: '../x' }, { colour: {} }]) assert.equal(BrandKit.safeParse(wrong).success, false)
    })

    it('are chosen for a brand that named none, the same each time; what was frozen before there were kits still parses', async () => {
      const { kit: _, ...old } = brandWith()
      const parsed = BrandSnapshot.parse(old)
      assert.deepEqual(kitOf(parsed), BrandKit.parse({}))
      assert.equal((await renderer.draw({ brand: parsed, canvas: CAROUSEL, panels: SLIDES })).template, 'numeral')
      const papers = new Set(
        ['Hearth', 'Northwind', 'Mira', 'Casa Lino', 'Marlow', 'Studio'].map((n) => lookOf({ brand_name: n }, kitOf(parsed)).look.paper),
      )
      assert.ok(papers.size > 1)
    })
  })

  it('are planned from what a draft says: slides and frames always, cards where the brand wants them, nothing for a video', () => {
    for (const { platform, contentType, content } of GOOD) {
      const plain = panelsOf(platform, contentType, content, { textCards: false })
      const cards = panelsOf(platform, contentType, content, { textCards: true })
      if (content.form === 'carousel') assert.equal(plain.length, content.slides.length)
      else if (content.form === 'story') assert.equal(plain.length, content.frames.length)
      else assert.deepEqual(plain, [])
      if (content.form === 'post' && content.media[0])
        assert.deepEqual(
          cards.map((c) => c.kind),
          ['card'],
        )
      if (content.form === 'script') assert.deepEqual(cards, [])
    }
  })
})
