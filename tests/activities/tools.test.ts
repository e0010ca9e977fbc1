import assert from 'node:assert/strict'
import { z } from 'zod'
import type { AgentTask } from '../../activities/models/port.ts'
import { analyseAudience } from '../../activities/tools/audienceAnalyzer.ts'
import { judgeEngagement } from '../../activities/tools/engagementOptimizer.ts'
import { checkGrammar } from '../../activities/tools/grammarChecker.ts'
import { makeHashtags } from '../../activities/tools/hashtagGenerator.ts'
import { TOOLS } from '../../activities/tools/index.ts'
import { emptyContext, toolsFor } from '../../activities/tools/port.ts'
import { outlinePost } from '../../activities/tools/professionalPostCreator.ts'
import { readPrompt } from '../../activities/tools/reading.ts'
import { planShots } from '../../activities/tools/scriptWriter.ts'
import { enforceStyle } from '../../activities/tools/styleEnforcer.ts'
import type { BrandSnapshot } from '../../domain/brand.ts'
import type { Content } from '../../domain/content.ts'
import { judgeVoice } from '../../domain/voice.ts'
import { AGENTS, CONTENT_TYPES, PLATFORMS } from '../../domain/words.ts'
import { BRANDS } from '../fixtures/brands.ts'
import { PROMPTS } from '../fixtures/prompts.ts'

const [HEARTH, NORTHWIND, MIRA] = BRANDS as readonly [BrandSnapshot, BrandSnapshot, BrandSnapshot]
const post = (text: string, hashtags: string[] = ['linen']): Content => ({ form: 'post', text, hashtags, media: [] })
const grammar = async (text: string, known = '') => (await checkGrammar([text], 'en', known)).reasons
const ejaan = async (text: string, known = '') => (await checkGrammar([text], 'id', known)).reasons

describe('the tools', () => {
  it('have names a provider takes, and a name means one tool whichever agent has it', () => {
    const all = AGENTS.flatMap((agent) => TOOLS[agent])
    assert.equal(new Set(all.map(({ name }) => name)).size, new Set(all).size)
    for (const { name } of all) assert.match(name, /^[a-z_]{3,64}$/)
    for (const agent of AGENTS) assert.equal(new Set(TOOLS[agent]).size, TOOLS[agent].length, agent)
    for (const agent of AGENTS) assert.ok(TOOLS[agent].length > 0, agent)
  })

  it('answer with JSON and have a schema for their arguments', async () => {
    const content = post('A linen shirt. Which colour would you wear?')
    const facts = { prompt: PROMPTS[0] ?? '', brand: HEARTH, language: 'en' as const, strategy: null }
    const draft = { ...facts, platform: 'instagram' as const, contentType: 'post' as const, content }
    const tasks: AgentTask[] = [
      { agent: 'strategist', platforms: ['instagram'], timeZone: 'UTC', ...facts },
      ...PLATFORMS.flatMap((agent) => CONTENT_TYPES[agent].map((contentType) => ({ agent, contentType, revise: null, ...facts }))),
      { agent: 'brand_voice', ...draft },
      { agent: 'quality_assurance', findings: [], ...draft },
    ]
    const example: Record<string, unknown> = {
      count: 4,
      angle: 'plain',
      seconds: 24,
      text: 'A linen shirt.',
      stage: 'draft',
      days: 45,
      pages: [],
      posts: 8,
      slides: 10,
      frames: 7,
      words: 600,
      energy: 'calm',
    }
    const run = new Set<string>()
    for (const task of tasks)
      for (const tool of toolsFor(TOOLS[task.agent], task)) {
        run.add(tool.name)
        const schema = z.toJSONSchema(tool.parameters) as { properties?: Record<string, unknown> }
        const args = Object.fromEntries(Object.keys(schema.properties ?? {}).map((key) => [key, example[key]]))
        const answer = await tool.run(tool.parameters.parse(args), task, emptyContext(new AbortController().signal))
        assert.equal(typeof answer, 'object')
        assert.deepEqual(JSON.parse(JSON.stringify(answer)), answer, tool.name)
      }
    assert.deepEqual([...run].sort(), [...new Set(AGENTS.flatMap((agent) => TOOLS[agent].map(({ name }) => name)))].sort())
  })
})

describe('grammar_checker', () => {
  it('finds misspellings, repeated words, wrong articles and doubled marks', async () => {
    assert.deepEqual(await grammar('We recieve a letter.'), ['"recieve" may be misspelt: check it.'])
    assert.deepEqual(await grammar('Come to the the shop.'), ['"the the": Did you mean to repeat this word? Write "the".'])
    assert.deepEqual(await grammar('It takes a hour and an year.'), [
      '"a hour": Incorrect indefinite article. Write "an".',
      '"an year": Incorrect indefinite article. Write "a".',
    ])
    assert.deepEqual(await grammar('Linen,, washed.'), ['",," doubles punctuation: keep one mark.'])
  })

  it('finds mistakes of grammar that no dictionary knows', async () => {
    for (const [text, words] of [
      ['He don’t like linen.', "don't"],
      ['Their is a new collection.', 'Their is'],
      ['I has a shirt.', 'has a'],
      ['It is better then wool.', 'then'],
    ] as const)
      assert.ok(
        (await grammar(text)).some((reason) => reason.includes(words)),
        `${text}: ${await grammar(text)}`,
      )
  })

  it('accepts British spelling, names, the words of the request and of the trade', async () => {
    for (const text of [
      'The colour of our neighbourhood, organised and grey.',
      'Meet Zxyvorn in Bandung.',
      "It's a hashtag for a webinar, isn't it?",
      'We are repotting and upcycling.',
    ])
      assert.deepEqual(await grammar(text), [], text)
    assert.deepEqual(await grammar('A fresh krupulan.', 'Launch our krupulan'), [])
    assert.deepEqual(await grammar('A user, an hour, a union, an honest unit, a one-off and an 18-hour day.'), [])
  })

  it('knows Indonesian spelling, with its affixes', async () => {
    for (const text of [
      'Kami mengundang Anda untuk menikmati kopi susu gula aren buatan rumah.',
      'Pesanlah sekarang, bayarnya nanti; koleksinya terbatas dan diantarkan ke rumahmu.',
      'Yuk, nongkrong bareng di kafe kami! Gratis ongkir untuk pembelian di atas Rp100.000.',
      'Bahan linennya adem, warnanya lembut, dan jahitannya rapi.',
      'Konsultasikan kebutuhan perusahaan Anda dengan tim kami; dipastikan transparan.',
    ])
      assert.deepEqual(await ejaan(text), [], text)
  })

  it('finds what is spelt wrong in Indonesian, and says what is right', async () => {
    assert.deepEqual(await ejaan('Silahkan datang, apotik kami buka.'), [
      '"Silahkan" is not standard: write "silakan".',
      '"apotik" is not standard: write "apotek".',
    ])
    assert.deepEqual(await ejaan('Kopi ini dibuat dirumah kami.'), ['"dirumah" is written apart: write "di rumah".'])
    assert.deepEqual(await ejaan('Menu baru di jual mulai besok.'), ['"di jual" is one word: write "dijual".'])
    assert.deepEqual(await ejaan('Kopi susu susu gula aren kami sudah buka,, silakan.'), [
      '",," doubles punctuation: keep one mark.',
      '"susu susu" repeats a word: keep one, or join them with a hyphen.',
    ])
    assert.deepEqual(await ejaan('Kami menjual kerupuk dan kopppi.'), ['"kopppi" may be misspelt: check it.'])
    assert.deepEqual(await ejaan('Cobain kopppi kami.', 'Luncurkan kopppi'), [])
  })

  it('says the same of the same text, and gives nothing for no words', async () => {
    const text = 'We recieve a hour of of linen.'
    assert.deepEqual(await checkGrammar([text], 'en', ''), await checkGrammar([text], 'en', ''))
    assert.equal((await checkGrammar([''], 'en', '')).score, 0)
  })
})

describe('tone_detector', () => {
  const score = (text: string, brand: BrandSnapshot) => judgeVoice([text], brand, 'en', '').score
  it('likes a text in the voice of its brand', () => {
    assert.equal(score('Northwind Advisory brings clarity to the year.', NORTHWIND), 1)
    assert.equal(score("We've an everyday shirt for you. ☀️", HEARTH), 1)
  })
  it('takes away for banned words, emoji, contractions, shouting and the wrong person', () => {
    assert.ok(score('A cheap everyday shirt.', HEARTH) < 0.5)
    for (const text of ["Clarity isn't hard.", 'Clarity 🚀', 'CLARITY AND ORDER', 'Clarity is what we bring.', 'Clarity! Now! Today!'])
      assert.ok(score(text, NORTHWIND) <= 0.85, text)
    assert.ok(score('We bake homemade bread 🍞', MIRA) < 1)
  })
  it('does not hold the words of the request against the draft', () => {
    assert.equal(
      judgeVoice(['Clarity: we offer evening appointments.'], NORTHWIND, 'en', 'Say that we offer evening appointments').score,
      1,
    )
  })
})

describe('style_enforcer', () => {
  const styled = (text: string, brand: BrandSnapshot) => enforceStyle(post(text, ['linen', 'Cheap']), brand, 'en')
  it('takes out what the brand never says, mends the rest and signs with the tagline', () => {
    const { content, changes } = styled('A cheap shirt. Cheap, but not a revolutionary one.', HEARTH)
    assert.doesNotMatch(content.text, /cheap|revolutionary/i)
    assert.match(content.text, /^A shirt\./)
    assert.match(content.text, /Made slowly, worn often\.$/)
    assert.deepEqual(content.hashtags, ['linen'])
    assert.ok(changes.length >= 3)
  })
  it('speaks formally or casually', () => {
    assert.match(styled("It's clear and we don't rush! 🚀", NORTHWIND).content.text, /^It is clear and we do not rush\.\n/)
    assert.match(
      styled('We are here and it is a start. We do not rush.', HEARTH).content.text,
      /^We're here and it's a start\. We don't rush\./,
    )
  })
  it('changes a signed draft no second time', () => {
    const once = styled('A cheap shirt.', HEARTH).content
    assert.deepEqual(enforceStyle(once, HEARTH, 'en'), { content: once, changes: [] })
  })
})

describe('engagement_optimizer', () => {
  it('asks for what is missing', () => {
    const { score, reasons } = judgeEngagement('linkedin', post("In today's world everything changes.", []))
    assert.ok(score < 0.5)
    assert.equal(reasons.length, 4)
  })
})

describe('hashtag_generator', () => {
  it('uses words that prompt or brand gave, at most as many as asked, none twice', () => {
    for (const prompt of PROMPTS)
      for (const brand of BRANDS) {
        const tags = makeHashtags(prompt, brand, 5)
        assert.ok(tags.length >= 1 && tags.length <= 5)
        assert.equal(new Set(tags.map((tag) => tag.toLowerCase())).size, tags.length)
        const given = `${prompt} ${brand.brand_name} ${brand.brand_voice.hashtags.join(' ')}`.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
        for (const word of tags.flatMap((tag) => tag.split(/(?=\p{Lu})/u)))
          assert.ok(given.includes(word.toLowerCase()), `${word} of ${prompt}`)
      }
  })
  it('makes none of a banned word', () => {
    assert.ok(!makeHashtags('Launch our cheap linen', HEARTH, 5).some((tag) => /cheap/i.test(tag)))
  })
})

describe('the plans', () => {
  it('put figures first and the invitation before the fold where people must act', () => {
    const outline = outlinePost(PROMPTS[3] ?? '', 'plain')
    assert.equal(outline.points[0], '20 days of leave')
    assert.equal(outline.call_to_action.place, 'before the fold')
    assert.ok(outline.hook.max_characters <= 140)
  })
  it('give every point a shot and enough time to say it', () => {
    for (const prompt of PROMPTS) {
      const shots = planShots(prompt, 24)
      assert.equal(shots[0]?.role, 'hook')
      assert.equal(shots[0]?.seconds, 3)
      assert.equal(shots.at(-1)?.role, 'call to action')
      assert.deepEqual(
        shots.filter((s) => s.role === 'point').map((s) => s.says),
        readPrompt(prompt).points.map((p) => p.text),
      )
      for (const shot of shots.filter((s) => s.role === 'point')) assert.ok(shot.says.split(/\s+/).length <= shot.max_words)
    }
  })
})

describe('audience_analyzer', () => {
  it('names whom the prompt addresses before whom the brand has', () => {
    assert.equal(analyseAudience(PROMPTS[8] ?? '', HEARTH).primary, 'parents')
    assert.equal(analyseAudience(PROMPTS[0] ?? '', HEARTH).primary, 'city dwellers who love natural fabrics')
    assert.deepEqual(analyseAudience(PROMPTS[0] ?? '', HEARTH).shared_interests, ['linen'])
  })
  it('guesses nobody', () => assert.equal(analyseAudience(PROMPTS[0] ?? '', MIRA).primary, ''))
})
