import assert from 'node:assert/strict'
import { brandVoice } from '../../activities/agents/brandVoice.ts'
import { instagram } from '../../activities/agents/instagram.ts'
import { qualityAssurance } from '../../activities/agents/qualityAssurance.ts'
import { type Agent, type Journal, runAgent } from '../../activities/agents/run.ts'
import { strategist } from '../../activities/agents/strategist.ts'
import { WRITERS } from '../../activities/agents/writers.ts'
import { openaiModel } from '../../activities/models/openai.ts'
import { type AgentTask, ModelFailure } from '../../activities/models/port.ts'
import { assess } from '../../activities/quality.ts'
import type { Content } from '../../domain/content.ts'
import { CONTENT_TYPES, type ContentType, type Language, PLATFORMS, type Platform } from '../../domain/words.ts'
import { type ModelStandIn, startModelStandIn } from '../helpers/modelStandIn.ts'
import { brandVoiceTask, platformTask, qualityTask, strategistTask } from '../helpers/tasks.ts'

const PROMPTS: { language: Language; prompt: string }[] = [
  { language: 'en', prompt: 'Launch our linen summer collection' },
  {
    language: 'en',
    prompt:
      'Announce our spring sale: 20% off all shoes from March 3 to March 9. Mention free returns, the new store in Porto and our repair service. Invite people to visit the store.',
  },
  { language: 'id', prompt: 'Umumkan menu kopi baru: kopi susu gula aren, diskon 15% sampai Jumat. Sebutkan gerai di Bandung.' },
]

const nothingKept: Journal = { recall: async () => undefined, store: async () => {}, beforeCall: async () => {} }

function over(standIn: ModelStandIn) {
  const model = openaiModel({ apiKey: 'test', baseUrl: standIn.baseUrl, model: 'gpt-4o', smallModel: 'gpt-4o-mini', deadlineMs: 10_000 })
  return async <T extends AgentTask, O>(agent: Agent<T, O>, task: T) =>
    (await runAgent(agent, task, { model, signal: AbortSignal.timeout(20_000), journal: nothingKept })).value
}

/** The four agents of one platform in a row, as the workflow asks them. */
async function draft(standIn: ModelStandIn, facts: { platform: Platform; contentType: ContentType; language: Language; prompt: string }) {
  const ask = over(standIn)
  const { platform, ...rest } = facts
  const strategy = await ask(strategist, strategistTask(rest))
  const written = await ask(WRITERS[platform], platformTask({ ...rest, agent: platform, strategy }))
  const content = await ask(brandVoice, brandVoiceTask({ ...facts, strategy, content: written }))
  const review = await ask(qualityAssurance, qualityTask({ ...facts, strategy, content }))
  const { score, findings } = await assess({ ...qualityTask(), ...facts, strategy, content, opinion: review.opinion, offline: false })
  return { strategy, written, content, review, score, findings }
}

const seen = (content: Content) => JSON.stringify(content)
const serialsIn = (text: string) => text.match(/serial-\d{6}/g) ?? []

describe('the agents over HTTP', () => {
  let standIn: ModelStandIn
  const withSerials: Parameters<typeof startModelStandIn>[0] = { serials: true }

  afterEach(() => standIn.close())

  for (const platform of PLATFORMS)
    for (const contentType of CONTENT_TYPES[platform])
      it(`make ${platform}'s ${contentType} so that it passes quality assurance the first time, in four calls`, async () => {
        standIn = await startModelStandIn(withSerials)
        for (const { language, prompt } of PROMPTS) {
          const before = standIn.calls.length
          const made = await draft(standIn, { platform, contentType, language, prompt })
          const blocking = made.findings.filter((f) => f.severity === 'BLOCK')
          assert.deepEqual(blocking, [], prompt)
          assert.ok((made.score ?? 0) >= 0.8, `${made.score} for ${prompt}: ${JSON.stringify(made.findings)} ${seen(made.content)}`)
          assert.equal(standIn.calls.length - before, 4)
          const [strategySerial, writerSerial, voiceSerial] = standIn.calls.slice(before).map(({ serial }) => serial)
          assert.deepEqual(serialsIn(made.strategy.hook_angle), [strategySerial])
          assert.deepEqual(serialsIn(seen(made.written)), [writerSerial])
          assert.deepEqual(serialsIn(seen(made.content)), [writerSerial, voiceSerial], 'the edited draft carries the serial of the first')
        }
      })

  it('ask the small model for the brand voice and the large one for all else', async () => {
    standIn = await startModelStandIn()
    await draft(standIn, { platform: 'linkedin', contentType: 'post', language: 'en', prompt: 'Announce our new office in Porto' })
    assert.deepEqual(
      standIn.calls.map(({ agent, model }) => `${agent} ${model}`),
      ['strategist gpt-4o', 'linkedin gpt-4o', 'brand_voice gpt-4o-mini', 'quality_assurance gpt-4o'],
    )
  })

  it('change a draft as asked and keep what the client said out of the instructions', async () => {
    standIn = await startModelStandIn()
    const ask = over(standIn)
    const first = await ask(instagram, platformTask())
    const second = await ask(
      instagram,
      platformTask({ revise: { content: first, instructions: ['Say that the shirts are washed in stone'] } }),
    )
    assert.notDeepEqual(second, first)
    assert.match(second.form === 'post' ? second.text : '', /washed in stone/)
    const [system, user] = standIn.calls[1]?.messages ?? []
    assert.doesNotMatch(system?.content ?? '', /washed in stone/)
    assert.match(user?.content ?? '', /<<<MEND\n- Say that the shirts are washed in stone\nMEND>>>/)
  })

  const post = (change: Record<string, unknown>) =>
    JSON.stringify({
      form: 'post',
      text: 'Linen is here. Visit us.',
      hashtags: ['linen'],
      media: [{ kind: 'image', brief: 'A shirt', alt_text: 'A shirt' }],
      ...change,
    })

  for (const [fault, text, named] of [
    ['text over the limit of the platform', post({ text: 'Linen. '.repeat(400) }), /2,807 of 2,200 characters: cut 607/],
    ['too many hashtags', post({ hashtags: ['a', 'b', 'c', 'd', 'e', 'f'] }), /6 hashtags, 5 allowed/],
    ['a form nobody asked for', post({ form: 'tweet' }), /form: /],
    ['a platform that does not exist', JSON.stringify({ platform: 'myspace', status: 'posted' }), /form: /],
    ['prose', 'Here is your post!', /not valid JSON/],
    ['nothing', '', /it was empty/],
  ] as const) {
    it(`repair ${fault}, naming it`, async () => {
      standIn = await startModelStandIn({ respond: ({ call }) => (call === 1 ? { text } : undefined) })
      const value = await over(standIn)(instagram, platformTask())
      assert.equal(value.form, 'post')
      assert.equal(standIn.calls.length, 2)
      assert.match(standIn.calls[1]?.messages.at(-1)?.content ?? '', named)
    })

    it(`fail after three times ${fault}, with the reason`, async () => {
      standIn = await startModelStandIn({ respond: () => ({ text }) })
      await assert.rejects(over(standIn)(instagram, platformTask()), (error) => {
        assert.ok(error instanceof ModelFailure && error.kind === 'nonsense', String(error))
        assert.match(error.message, named)
        return true
      })
      assert.equal(standIn.calls.length, 3)
    })
  }
})
