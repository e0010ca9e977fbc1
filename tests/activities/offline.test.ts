import assert from 'node:assert/strict'
import { brandVoice } from '../../activities/agents/brandVoice.ts'
import { qualityAssurance } from '../../activities/agents/qualityAssurance.ts'
import { type Agent, type Journal, runAgent } from '../../activities/agents/run.ts'
import { strategist } from '../../activities/agents/strategist.ts'
import { WRITERS } from '../../activities/agents/writers.ts'
import { offlineModel } from '../../activities/models/offline.ts'
import type { AgentTask } from '../../activities/models/port.ts'
import { assess } from '../../activities/quality.ts'
import type { BrandSnapshot } from '../../domain/brand.ts'
import { coversPoint, demandedPoints } from '../../domain/brief.ts'
import { type Content, contentSchema } from '../../domain/content.ts'
import { fits, violations } from '../../domain/platforms/index.ts'
import { audienceTexts } from '../../domain/platforms/measures.ts'
import { passes } from '../../domain/score.ts'
import type { Strategy } from '../../domain/strategy.ts'
import { CONTENT_TYPES, type ContentType, PLATFORMS, type Platform } from '../../domain/words.ts'
import { BRANDS } from '../fixtures/brands.ts'
import { PROMPTS } from '../fixtures/prompts.ts'

const model = offlineModel()
const journal: Journal = { recall: async () => undefined, store: async () => {}, beforeCall: async () => {} }
const run = async <T extends AgentTask, O>(agent: Agent<T, O>, task: T) =>
  (await runAgent(agent, task, { model, signal: new AbortController().signal, journal })).value
const [HEARTH] = BRANDS as readonly [BrandSnapshot]
const language = 'en' as const

const plan = (prompt: string, brand: BrandSnapshot) =>
  run(strategist, { agent: 'strategist', prompt, brand, platforms: [...PLATFORMS], language, timeZone: 'Asia/Jakarta' })

interface Ask {
  prompt: string
  brand: BrandSnapshot
  platform: Platform
  contentType: ContentType
  strategy: Strategy | null
  revise?: { content: Content; instructions: string[] }
}
const write = ({ platform, revise, ...ask }: Ask, agent = WRITERS[platform]) =>
  run(agent, { agent: platform, language, revise: revise ?? null, ...ask })
const voice = (ask: Ask, content: Content, agent = brandVoice) => run(agent, { agent: 'brand_voice', language, ...ask, content })

/** What a client would be sent: strategy, draft and brand voice, in that order. */
async function draft(prompt: string, brand: BrandSnapshot, platform: Platform, contentType: ContentType): Promise<Content> {
  const ask = { prompt, brand, platform, contentType, strategy: await plan(prompt, brand) }
  return voice(ask, await write(ask))
}

const types = PLATFORMS.flatMap((platform) => CONTENT_TYPES[platform].map((contentType) => ({ platform, contentType })))

describe('the offline model', () => {
  it('says in its label what it is, costs nothing and writes both languages', () => {
    assert.deepEqual(model.label, { provider: 'offline', name: 'offline-composer-1', offline: true })
    assert.deepEqual(model.estimate(3), { expectedMicros: 0, ceilingMicros: 0 })
    assert.deepEqual(model.languages, ['en', 'id'])
  })

  it('stops when it is told to', async () => {
    const task = { agent: 'strategist', prompt: 'x', brand: HEARTH, platforms: ['instagram' as const], language, timeZone: 'UTC' } as const
    await assert.rejects(
      model.complete(
        {
          agent: 'strategist',
          task: { ...task, platforms: ['instagram'] },
          messages: [],
          tools: [],
          output: { name: 's', schema: {} },
          maxOutputTokens: 1,
        },
        AbortSignal.abort(),
      ),
    )
  })

  for (const { platform, contentType } of types)
    it(`writes ${platform}/${contentType} for every prompt and brand: all points said, nothing blocked, 0.80 or better`, async () => {
      for (const prompt of PROMPTS)
        for (const brand of BRANDS) {
          const content = await draft(prompt, brand, platform, contentType)
          const about = `${brand.brand_name}: ${prompt}\n${audienceTexts(content).join('\n')}`
          const said = audienceTexts(content).join('\n')
          for (const point of demandedPoints(prompt)) assert.ok(coversPoint(said, point), `"${point}" is missing\n${about}`)
          const blocking = violations({ platform, contentType, content }, 'draft').filter((f) => f.severity === 'BLOCK')
          assert.deepEqual(blocking, [], about)
          const { score, findings } = await assess({
            platform,
            contentType,
            language,
            content,
            brand,
            prompt,
            strategy: null,
            opinion: null,
            offline: true,
          })
          assert.ok(passes(score), `${score} ${JSON.stringify(findings)}\n${about}`)
        }
    })

  it('shares no sentence between two prompts but what the brand gave', async () => {
    for (const brand of BRANDS) {
      const saidBy = new Map<string, string>()
      const given = brand.brand_voice.tagline.toLowerCase()
      for (const prompt of PROMPTS)
        for (const { platform, contentType } of types)
          for (const sentence of sentences(await draft(prompt, brand, platform, contentType))) {
            if (given.includes(sentence)) continue
            const other = saidBy.get(sentence) ?? prompt
            assert.equal(other, prompt, `"${sentence}" is said for both`)
            saidBy.set(sentence, prompt)
          }
      assert.ok(saidBy.size > 300, `${saidBy.size} sentences`)
    }
  })

  it('gives the same answer to the same question', async () => {
    const [prompt = ''] = PROMPTS
    assert.deepEqual(await draft(prompt, HEARTH, 'instagram', 'post'), await draft(prompt, HEARTH, 'instagram', 'post'))
  })

  it('writes something sound for prompts that are hardly one', async () => {
    for (const prompt of [
      'x',
      '🎉🎉',
      '???',
      'a '.repeat(5000),
      'Mention everything. '.repeat(500),
      Array.from({ length: 60 }, (_, i) => `Mention point number ${i} of the very long list that nobody will read to its end.`).join(' '),
    ])
      for (const { platform, contentType } of types) {
        const content = await draft(prompt, HEARTH, platform, contentType)
        assert.deepEqual(
          violations({ platform, contentType, content }, 'draft').filter((f) => f.severity === 'BLOCK'),
          [],
          prompt.slice(0, 60),
        )
      }
  })
})

describe('what an offline draft is made of', () => {
  const prompt = PROMPTS[1] ?? ''

  for (const { platform, contentType } of types)
    it(`shows in ${platform}/${contentType} when the strategy is taken away`, async () => {
      const ask = { prompt, brand: HEARTH, platform, contentType, strategy: await plan(prompt, HEARTH) }
      assert.notDeepEqual(await write({ ...ask, strategy: null }), await write(ask))
    })

  for (const platform of PLATFORMS)
    it(`shows on ${platform} when its tool is taken away`, async () => {
      const ask = { prompt, brand: HEARTH, platform, contentType: CONTENT_TYPES[platform][0], strategy: await plan(prompt, HEARTH) }
      const without = { ...WRITERS[platform], tools: [] }
      assert.notDeepEqual(await write(ask, without), await write(ask))
    })

  it('shows when the strategist may not ask about the audience', async () => {
    const task = { agent: 'strategist' as const, prompt, brand: HEARTH, platforms: [...PLATFORMS], language, timeZone: 'UTC' }
    assert.notDeepEqual(await run({ ...strategist, tools: [] }, task), await run(strategist, task))
  })

  for (const missing of ['tone_detector', 'style_enforcer'])
    it(`shows when brand voice may not use ${missing}`, async () => {
      const ask = {
        prompt,
        brand: HEARTH,
        platform: 'instagram' as const,
        contentType: 'post' as const,
        strategy: await plan(prompt, HEARTH),
      }
      const first = await write(ask)
      const tools = brandVoice.tools.filter(({ name }) => name !== missing)
      assert.equal(tools.length, brandVoice.tools.length - 1)
      assert.notDeepEqual(await voice(ask, first, { ...brandVoice, tools }), await voice(ask, first))
    })

  it('gives quality assurance an opinion that follows the findings', async () => {
    const content = await draft(prompt, HEARTH, 'instagram', 'post')
    const task = {
      agent: 'quality_assurance' as const,
      platform: 'instagram' as const,
      contentType: 'post' as const,
      language,
      prompt,
      brand: HEARTH,
      strategy: null,
      content,
      findings: [],
    }
    const clean = await run(qualityAssurance, task)
    const found = await run(qualityAssurance, { ...task, findings: [{ rule: 'r', severity: 'WARN', stage: 'draft', message: 'Mend it.' }] })
    assert.ok(found.opinion < clean.opinion)
    assert.deepEqual(found.suggestions, ['Mend it.'])
  })
})

describe('an offline change round', () => {
  const prompt = PROMPTS[1] ?? ''
  const change = async (platform: Platform, contentType: ContentType, ...instructions: string[]) => {
    const ask = { prompt, brand: HEARTH, platform, contentType, strategy: await plan(prompt, HEARTH) }
    const content = await voice(ask, await write(ask))
    const changed = await write({ ...ask, revise: { content, instructions } })
    return { before: audienceTexts(content).join('\n'), after: audienceTexts(changed).join('\n'), content, changed }
  }

  for (const { platform, contentType } of types) {
    it(`changes ${platform}/${contentType} whatever the comment`, async () => {
      for (const comment of [
        'Make it shorter',
        'Mention the parking lot',
        'No emoji please',
        'I do not like it',
        'Hmm.',
        '👎',
        'Replace pottery with ceramics',
      ]) {
        const { content, changed } = await change(platform, contentType, comment)
        assert.notDeepEqual(changed, content, comment)
      }
    })

    it(`works what a client adds into ${platform}/${contentType} without losing a demand`, async () => {
      const { after } = await change(platform, contentType, 'Please mention the free parking behind the studio, and that tea is included.')
      for (const point of ['free parking behind the studio', 'tea is included', ...demandedPoints(prompt)])
        assert.ok(coversPoint(after, point), `${point}\n${after}`)
    })
  }

  for (const { platform, contentType } of types)
    it(`keeps ${platform}/${contentType} as short as its platform takes it, whatever a client adds`, async () => {
      const wish = (i: number) => `Mention that point ${i} ${'is one of the many things we promised to tell '.repeat(3)}`
      const { changed } = await change(platform, contentType, Array.from({ length: 16 }, (_, i) => wish(i + 1)).join('\n'))
      assert.ok(fits({ platform, contentType, content: changed }))
      assert.ok(contentSchema(platform, contentType)?.safeParse(changed).success)
    })

  it('replaces what a client wants replaced', async () => {
    const { before, after } = await change('instagram', 'post', 'Please replace "pottery" with "ceramics".')
    assert.match(before, /pottery/i)
    assert.doesNotMatch(after, /pottery/i)
    assert.match(after, /ceramics/i)
  })

  it('shortens, drops emoji and leaves words out on request', async () => {
    const shorter = await change('linkedin', 'post', 'Too long, make it shorter')
    assert.ok(shorter.after.length < shorter.before.length)
    const plain = await change('instagram', 'post', 'no emoji please')
    assert.match(plain.before, /\p{Extended_Pictographic}/u)
    assert.doesNotMatch(plain.after, /\p{Extended_Pictographic}/u)
    const without = await change('instagram', 'post', 'Remove the word "Saturday"')
    assert.doesNotMatch(without.after, /Saturday/)
  })

  it('puts a correction in as it was said', async () => {
    const { after } = await change('linkedin', 'post', 'The workshop is on Sunday.')
    assert.match(after, /The workshop is on Sunday\./)
  })

  it('does not write what quality assurance reports into the draft', async () => {
    const { after } = await change(
      'instagram',
      'post',
      'Caption is 2,431 of 2,200 characters: cut 231.',
      '"glazing" may be misspelt: check it.',
      '6 hashtags, 5 allowed: remove 1.',
    )
    assert.doesNotMatch(after, /2,431|misspelt|allowed/)
  })
})

/** Sentences of a draft, in lower case; an item of a list is the client's own demand, told after its bullet. */
function sentences(content: Content): string[] {
  return audienceTexts(content)
    .flatMap((text) => text.split(/\n+|(?<=[.!?])\s+/))
    .map((sentence) =>
      sentence
        .replace(/\p{Extended_Pictographic}\uFE0F?/gu, '')
        .trim()
        .toLowerCase(),
    )
    .filter((sentence) => /\p{L}/u.test(sentence))
}
