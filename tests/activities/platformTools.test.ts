import assert from 'node:assert/strict'
import { LONGEST_HEADLINE } from '../../activities/images/text.ts'
import { type ArticlePlan, articleWriter } from '../../activities/tools/articleWriter.ts'
import { type CarouselPlan, carouselCreator, planCarousel } from '../../activities/tools/carouselCreator.ts'
import { TOOLS } from '../../activities/tools/index.ts'
import { INDUSTRIES } from '../../activities/tools/industries.ts'
import { analyseIndustry } from '../../activities/tools/industryAnalyzer.ts'
import { emptyContext, toolsFor } from '../../activities/tools/port.ts'
import { readPrompt } from '../../activities/tools/reading.ts'
import { type Energy, selectSound, soundSelector } from '../../activities/tools/soundSelector.ts'
import { type StoryPlan, storyTemplate } from '../../activities/tools/storyTemplate.ts'
import { FORMATS } from '../../activities/tools/trends/formats.ts'
import { fittingFormats, type Tracked, trendTracker } from '../../activities/tools/trendTracker.ts'
import { canvasOf } from '../../domain/images.ts'
import { countsOf } from '../../domain/platforms/index.ts'
import { LANGUAGES, type Language } from '../../domain/words.ts'
import { BRANDS } from '../fixtures/brands.ts'
import { PROMPTS } from '../fixtures/prompts.ts'
import { BRAND, platformTask } from '../helpers/tasks.ts'

const NOW = new Date('2026-11-25T08:00:00Z')
const context = () => emptyContext(new AbortController().signal, NOW)
const MANY =
  'Announce our bakery week: sourdough from our own starter, rye from Garut, croissants at 7 am, cheese rolls, cinnamon buns, oat bars, gluten-free loaves, a class for kids, rated 4.8 by 900 customers, free coffee before 8 am and parking behind the shop.'
const names = (
  agent: keyof typeof TOOLS,
  contentType: 'post' | 'carousel' | 'reel' | 'story' | 'article' | 'script' | 'photo' | 'thread',
) => toolsFor(TOOLS[agent], platformTask({ agent: agent as 'instagram', contentType })).map(({ name }) => name)

describe('the tools that a task is offered', () => {
  it('are those that fit what is written', () => {
    assert.deepEqual(names('instagram', 'post'), ['hashtag_generator'])
    assert.deepEqual(names('instagram', 'carousel'), ['hashtag_generator', 'carousel_creator'])
    assert.deepEqual(names('instagram', 'reel'), ['hashtag_generator', 'script_writer', 'sound_selector'])
    assert.deepEqual(names('instagram', 'story'), ['story_template'])
    assert.deepEqual(names('linkedin', 'post'), ['professional_post_creator', 'industry_analyzer'])
    assert.deepEqual(names('linkedin', 'article'), ['article_writer', 'industry_analyzer'])
    assert.deepEqual(names('tiktok', 'script'), ['script_writer', 'trend_tracker', 'sound_selector'])
    assert.deepEqual(names('tiktok', 'photo'), ['trend_tracker', 'sound_selector'])
  })
})

describe('carousel_creator', () => {
  const plan = async (slides: number, change = {}) =>
    (await carouselCreator.run({ slides }, platformTask({ contentType: 'carousel', prompt: MANY, ...change }), context())) as CarouselPlan

  it('deals one demanded point a slide, hook first and call to action last, and leaves to the caption what has no slide', async () => {
    const { slides, in_caption } = await plan(40)
    const { points } = readPrompt(MANY)
    assert.equal(slides.length, countsOf('instagram', 'carousel', 'slides').most)
    assert.deepEqual([slides[0]?.role, slides.at(-1)?.role], ['hook', 'call to action'])
    const said = [...slides.slice(1, -1).map(({ point }) => point ?? 0), ...in_caption.map(({ point }) => point)]
    assert.deepEqual(
      said.sort((a, b) => a - b),
      points.map((_point, i) => i + 1),
    )
    for (const { says, point } of slides) if (point) assert.equal(says, points[point - 1]?.text)
  })

  it('keeps to the limits it is given, whichever they are', () => {
    const room = { least: 2, most: 4, altText: 99 }
    const { slides, in_caption, allowed } = planCarousel(MANY, 40, room)
    assert.deepEqual([slides.length, in_caption.length, allowed], [4, readPrompt(MANY).points.length - 2, { least: 2, most: 4 }])
    assert.equal(planCarousel(MANY, 1, { ...room, least: 3 }).slides.length, 3)
    assert.equal(planCarousel('Launch our shoes', 40, room).slides.length, 3)
  })

  it('reads what an organization overrides, and says what the templates can set', async () => {
    const most = (carousel: CarouselPlan) => carousel.slides[0]?.alt_text.most_characters
    assert.equal(most(await plan(5)), 1000)
    assert.equal(most(await plan(5, { house: { overrides: { 'instagram.alt_text_length': { limit: 120 } } } })), 120)
    for (const { headline_most_characters, alt_text, says } of (await plan(5)).slides) {
      assert.equal(headline_most_characters, LONGEST_HEADLINE)
      assert.ok(alt_text.names.includes(says))
    }
  })

  it('puts what proves the points behind them, and takes no discount for a proof', () => {
    const { slides } = planCarousel('Launch our soap: rated 4.8 by 900 customers, 20% off until Friday, three scents', 10, {
      least: 2,
      most: 10,
      altText: null,
    })
    assert.deepEqual(
      slides.slice(1, -1).map(({ role, point }) => [role, point]),
      [
        ['point', 2],
        ['point', 3],
        ['proof', 1],
      ],
    )
  })
})

describe('story_template', () => {
  const plan = async (prompt: string, change = {}, frames = 7) =>
    (await storyTemplate.run({ frames }, platformTask({ contentType: 'story', prompt, ...change }), context())) as StoryPlan

  it('has no caption, says every point, and keeps words where the app shows nothing of its own', async () => {
    const { frames, safe_area, canvas, caption } = await plan(MANY)
    const from = canvasOf('instagram', 'story')
    assert.ok(from)
    assert.equal(caption, null)
    assert.deepEqual(canvas, { width: from.width, height: from.height })
    assert.deepEqual(
      [safe_area.left, safe_area.top, safe_area.left + safe_area.width, safe_area.top + safe_area.height],
      [from.margin.left, from.margin.top, from.width - from.margin.right, from.height - from.margin.bottom],
    )
    assert.ok(frames.length <= 7)
    assert.deepEqual(
      frames.flatMap(({ says, role }) => (role === 'point' || role === 'proof' ? says : [])),
      readPrompt(MANY).points.map(({ text }) => text),
    )
  })

  it('fits fewer words into a frame where an organization wants fewer characters', async () => {
    const [frame] = (await plan(MANY)).frames
    assert.deepEqual([frame?.most_characters, frame?.seconds, frame?.most_words], [160, 5, 15])
    const tight = (await plan(MANY, { house: { overrides: { 'instagram.frame_text': { limit: 42 } } } })).frames[0]
    assert.deepEqual([tight?.most_characters, tight?.most_words], [42, 7])
  })

  it('suggests a sticker that a person sets, with answers and addresses of the request or none', async () => {
    const sticker = async (prompt: string, language: Language = 'en') => (await plan(prompt, { language })).sticker
    const linked = await sticker('Launch our linen shop, see https://casalino.example/new.')
    assert.deepEqual([linked.kind, linked.address, linked.set_by], ['link', 'https://casalino.example/new', 'person'])
    assert.deepEqual([(await sticker('Launch our linen shop')).kind, (await sticker('Launch our linen shop')).address], ['link', null])
    const vote = await sticker('Vote for our next flavour: mango, coconut, lime')
    assert.deepEqual([vote.kind, vote.options], ['poll', ['mango', 'coconut', 'lime']])
    assert.equal((await sticker('Which flavour should we make next?')).kind, 'question')
    assert.deepEqual((await sticker('Invite parents to our open day', 'id')).options, ['Ikut', 'Belum tahu'])
  })
})

describe('article_writer', () => {
  const plan = async (prompt: string, change = {}, words = 600) =>
    (await articleWriter.run(
      { words, angle: 'plain' },
      platformTask({ agent: 'linkedin', contentType: 'article', prompt, ...change }),
      context(),
    )) as ArticlePlan

  it('carries every demanded point in one section, and shares the words out among them', async () => {
    const { sections, carrying_post } = await plan(MANY)
    assert.deepEqual(
      sections.flatMap(({ points }) => points),
      readPrompt(MANY).points.map((_point, i) => i + 1),
    )
    assert.deepEqual([sections[0]?.role, sections.at(-1)?.role], ['opening', 'closing'])
    const total = sections.reduce((sum, { target_words }) => sum + target_words, 0)
    assert.ok(Math.abs(total - 600) <= 100, `${total} words`)
    assert.ok(carrying_post.hook.max_characters > 0 && carrying_post.points.length > 0)
  })

  it('suggests headlines within the limit that is in force, and one at least however tight it is', async () => {
    for (const prompt of PROMPTS)
      for (const language of LANGUAGES)
        for (const headline of (await plan(prompt, { language })).headlines) assert.ok([...headline].length <= 100, headline)
    const house = { overrides: { 'linkedin.headline_length': { limit: 20 } } }
    const tight = await plan('Announce our linen summer collection', { house })
    assert.equal(tight.headline_most_characters, 20)
    assert.ok(tight.headlines.length > 0)
    for (const headline of tight.headlines) assert.ok(headline.length <= 20, headline)
  })
})

describe('industry_analyzer', () => {
  const [HEARTH, NORTHWIND] = BRANDS
  const bare = {
    ...BRAND,
    brand_name: 'Tujuh',
    brand_guidelines: '',
    target_audience: { ...BRAND.target_audience, description: '', segments: [], interests: [] },
    brand_voice: { ...BRAND.brand_voice, tagline: '' },
  }

  it('knows at least ten trades, each in both languages and whole', () => {
    assert.ok(INDUSTRIES.length >= 10)
    for (const trade of INDUSTRIES)
      for (const language of LANGUAGES)
        for (const list of [trade.cares, trade.jargon, trade.hashtags, trade.questions]) {
          assert.ok(list[language].length >= 2, `${trade.id} ${language}`)
          assert.equal(new Set(list[language]).size, list[language].length)
          for (const tag of trade.hashtags[language]) assert.match(tag, /^[\p{L}\p{N}_]+$/u)
        }
  })

  it('names a trade with words that really stand in the request or the brand', () => {
    const asked: readonly [string, (typeof BRANDS)[number] | undefined, string][] = [
      ['Ajak orang ke kedai kopi kami: menu baru mulai Senin', bare, 'food_and_drink'],
      ['Announce that our clinic opens on Saturdays', bare, 'health'],
      ['Launch our linen summer collection: breathable fabric', HEARTH, 'fashion_and_textiles'],
      ['Remind clients of the tax deadline and their invoices', NORTHWIND, 'finance_and_accounting'],
      ['Umumkan lowongan di pabrik kami', bare, 'manufacturing_and_logistics'],
    ]
    for (const [prompt, brand = bare, trade] of asked) {
      const report = analyseIndustry(prompt, brand, 'id')
      assert.equal(report.trade, trade, prompt)
      assert.ok(report.evidence.length > 0)
      const own = `${brand.brand_name} ${brand.brand_guidelines} ${JSON.stringify(brand.target_audience)} ${brand.brand_voice.tagline}`
      for (const { word, found_in } of report.evidence) assert.ok((found_in === 'request' ? prompt : own).includes(word), word)
    }
  })

  it('stays with unknown where words are none, one, or speak for two trades alike', () => {
    for (const prompt of ['Say hello to our followers', 'A cup of coffee for everybody', 'We meet at the café and at the clinic']) {
      const report = analyseIndustry(prompt, bare, 'en')
      assert.equal(report.trade, 'unknown', prompt)
      assert.ok(!('hashtags' in report) && !('cares_about' in report))
    }
  })

  it('takes no word out of another one', () => {
    assert.equal(analyseIndustry('The steamed bagpipes of Farmington', bare, 'en').trade, 'unknown')
  })
})

describe('trend_tracker', () => {
  const track = async (prompt: string, change = {}) =>
    (await trendTracker.run(
      { days: 90 },
      platformTask({ agent: 'tiktok', contentType: 'script', prompt, ...change }),
      context(),
    )) as Tracked

  it('suggests formats of its dated table alone, none before its first day', () => {
    const prompt = 'Launch our linen shirt: breathable, made in Portugal, washed in stone'
    const known = new Set(FORMATS.map(({ id }) => id))
    const found = fittingFormats(prompt, 'script', 'en', '2026-11-25')
    assert.ok(found.length > 0)
    for (const { id, since, checked, opening } of found) {
      assert.ok(known.has(id) && since <= checked && checked <= '2026-11-25')
      assert.ok(opening.includes('linen shirt') && !opening.includes('{'), opening)
    }
    assert.deepEqual(fittingFormats(prompt, 'script', 'en', '2018-01-01'), [])
    const tomorrow = FORMATS.map((format) => ({ ...format, effectiveFrom: '2026-11-26' }))
    assert.deepEqual(fittingFormats(prompt, 'script', 'en', '2026-11-25', tomorrow), [])
  })

  it('counts only points that there are', () => {
    const ids = (prompt: string) => fittingFormats(prompt, 'script', 'en', '2026-11-25').map(({ id }) => id)
    assert.ok(!ids('Launch our linen shirt: breathable, washed in stone').includes('three_things'))
    assert.ok(ids('Launch our linen shirt: breathable, washed in stone, made in Portugal').includes('three_things'))
  })

  it('tells of the moment only what the request itself speaks of', async () => {
    const brand = { ...BRAND, countries: ['ID'] }
    assert.deepEqual((await track('Launch our linen shirt', { brand })).of_the_moment, [])
    const christmas = await track('Launch our linen shirt for Christmas', { brand })
    assert.ok(
      christmas.of_the_moment.some(({ date, title }) => date === '2026-12-25' && /christmas/i.test(title)),
      JSON.stringify(christmas),
    )
    assert.equal(christmas.as_of, '2026-11-25')
  })

  it('answers in the language of the request', () => {
    for (const { name, opening, shape } of FORMATS)
      for (const language of LANGUAGES) assert.ok(name[language] && opening[language].includes('{s}') && shape[language].length >= 3)
    const [format] = fittingFormats('Luncurkan kopi susu: gula aren, dingin, murah', 'script', 'id', '2026-11-25')
    assert.doesNotMatch(format?.opening ?? '', /\b(?:the|watch|your)\b/i)
  })
})

describe('sound_selector', () => {
  const asks = (prompt: string, change = {}) =>
    selectSound(prompt, BRAND, { platform: 'tiktok', energy: 'steady', language: 'en', ...change })

  it('lets promotion use the commercial library or own sound alone, and says why', () => {
    for (const choice of [
      asks('Launch our linen shirt'),
      asks('How we wash linen', { disclosure: { connection: 'paid', sponsor: 'Lino', countries: [] } }),
      asks('How we wash linen', { disclosure: { connection: 'own_brand', sponsor: '', countries: [] } }),
    ]) {
      const { licence, moods } = choice
      assert.equal(licence.commercial, true)
      assert.deepEqual(
        licence.allowed.map((one) => one.class),
        ['commercial_library', 'original_sound'],
      )
      assert.deepEqual([licence.only_from_a_personal_account, licence.never.map((one) => one.class)], [[], ['general_library']])
      assert.ok(licence.why.length >= 2 && licence.source && licence.checked)
      for (const { licence_class } of moods) assert.notEqual(licence_class, 'general_library')
    }
  })

  it('leaves the general library to a person who knows the account, where nothing is promoted', () => {
    const { licence } = asks('How we wash linen')
    assert.equal(licence.commercial, false)
    assert.deepEqual(
      licence.only_from_a_personal_account.map((one) => one.class),
      ['general_library'],
    )
  })

  it('names no track and no artist, whoever asks for one', () => {
    const brand = { ...BRAND, brand_voice: { ...BRAND.brand_voice, tone: ['like Taylor Swift'], favourite_words: ['Shake It Off'] } }
    const prompt = 'Launch our shirt with "Shake It Off" by Taylor Swift, or Bohemian Rhapsody by Queen'
    for (const language of LANGUAGES) {
      const said = JSON.stringify(selectSound(prompt, brand, { platform: 'tiktok', energy: 'lively', language }))
      assert.doesNotMatch(said, /taylor|swift|shake it|queen|bohemian/i)
    }
  })

  it('is as lively as the brand lets it be, and knows each platform’s library', () => {
    const energyOf = (tone: string, energy: Energy) =>
      selectSound(
        'Launch our shirt',
        { ...BRAND, brand_voice: { ...BRAND.brand_voice, tone: [tone] } },
        { platform: 'tiktok', energy, language: 'en' },
      ).moods[0]?.energy
    assert.deepEqual([energyOf('calm', 'lively'), energyOf('playful', 'calm'), energyOf('warm', 'lively')], ['steady', 'steady', 'lively'])
    assert.match(JSON.stringify(asks('Launch our shirt', { platform: 'instagram' })), /Meta Sound Collection/)
    const task = platformTask({ agent: 'instagram', contentType: 'reel', language: 'id' })
    assert.match(JSON.stringify(soundSelector.run({ energy: 'calm' }, task, context())), /pustaka musik komersial/)
  })
})
