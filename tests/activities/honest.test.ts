import assert from 'node:assert/strict'
import { brandVoice } from '../../activities/agents/brandVoice.ts'
import { instagram } from '../../activities/agents/instagram.ts'
import { type Agent, runAgent } from '../../activities/agents/run.ts'
import { strategist } from '../../activities/agents/strategist.ts'
import { offlineModel } from '../../activities/models/offline.ts'
import type { AgentTask, Model, ModelCall } from '../../activities/models/port.ts'
import { assess } from '../../activities/quality.ts'
import type { Content } from '../../domain/content.ts'
import { answerOf } from '../helpers/faultyModel.ts'
import { BRAND, brandVoiceTask, POST, platformTask, STRATEGY, strategistTask } from '../helpers/tasks.ts'
import { createWorld, submitDecision, type World } from '../helpers/world.ts'

const saying = (text: string): Content => ({ ...POST, form: 'post', text: `Dressed for the heat.\n${text}` }) as Content

/** Gives these values one after the other, the last one again and again. */
function giving(...values: unknown[]): Model & { asked: ModelCall[] } {
  const asked: ModelCall[] = []
  const label = { provider: 'test', name: 'scripted', offline: false }
  return {
    label,
    asked,
    languages: ['en', 'id'],
    estimate: () => ({ expectedMicros: 0, ceilingMicros: 0 }),
    async complete(call) {
      asked.push(call)
      return answerOf(values[Math.min(asked.length, values.length) - 1])
    },
  }
}

const journal = { recall: async () => undefined, store: async () => undefined, beforeCall: async () => undefined }
const run = <T extends AgentTask, O>(agent: Agent<T, O>, task: T, model: Model) =>
  runAgent(agent, task, { model, journal, signal: AbortSignal.timeout(10_000) })
const lastAsked = ({ asked }: { asked: ModelCall[] }) => asked.at(-1)?.messages.at(-1)?.content ?? ''

describe('a writer’s own turn', () => {
  for (const [what, text, told] of [
    ['a price', 'Now only $49.', /"\$49" is a price, discount or code that nobody gave/],
    ['a link', 'See casalino.com', /"casalino.com" is an address that nobody gave/],
    ['a contact', 'Ask @casalino', /"@casalino" is a contact that nobody gave/],
    ['a quotation', '"The best shirt I ever wore", they say', /stands in quotation marks/],
    ['markup', '**Linen**', /"\*\*Linen\*\*" is markup/],
    ['a thought', 'Note: I have kept it warm.', /speaks to whoever asked/],
    ['a piece of JSON', '{"form":"post"}', /piece of the form of an answer/],
    ['a sentence of its prompt', instagram.craft.craft[3] ?? '', /belongs to your task/],
  ] as const) {
    it(`sends ${what} back, naming it`, async () => {
      const model = giving(saying(text), POST)
      const { value, calls } = await run(instagram, platformTask(), model)
      assert.deepEqual([value, calls], [POST, 2])
      assert.match(lastAsked(model), told)
    })

    it(`fails after three times ${what}`, async () => {
      const model = giving(saying(text))
      await assert.rejects(run(instagram, platformTask(), model), told)
      assert.equal(model.asked.length, 3)
    })
  }

  it('asks once about a figure that may be a turn of speech, and takes it when it stays', async () => {
    const model = giving(saying('Worn by 900 people.'))
    const { value, calls } = await run(instagram, platformTask(), model)
    assert.deepEqual([value, calls], [saying('Worn by 900 people.'), 2])
    assert.match(lastAsked(model), /"900" is a figure, date or time that nobody gave/)
  })

  it('falls back on what was only in doubt when what comes after it cannot be used', async () => {
    const model = giving(saying('Worn by 900 people.'), 'nonsense', '{}')
    const { value, calls } = await run(instagram, platformTask(), model)
    assert.deepEqual([value, calls], [saying('Worn by 900 people.'), 3])
  })

  it('does not take JSON out of prose: it asks again', async () => {
    const model = giving(`Sure! Here it is:\n${JSON.stringify(POST)}`, `<think>hm</think>${JSON.stringify(POST)}`, POST)
    assert.equal((await run(instagram, platformTask(), model)).calls, 3)
  })

  it('takes what the request, the brand and the client’s comments give', async () => {
    const task = platformTask({
      prompt: 'Launch our linen for $49, see casalino.com',
      brand: { ...BRAND, brand_guidelines: 'Follow @casalino' },
      comments: ['Say that it is 20% off until 5 May'],
    })
    const given = saying('Now $49, 20% off until May 5: casalino.com, @casalino.')
    assert.equal((await run(instagram, task, giving(given))).calls, 1)
  })

  it('does not take its own fault, told in an instruction, for something given', async () => {
    const revise = { content: saying('Now $49.'), instructions: ['"$49" is a price, discount or code that nobody gave: take it out.'] }
    await assert.rejects(run(instagram, platformTask({ revise }), giving(saying('Now $49.'))), /nobody gave/)
  })

  it('binds the brand’s editor too, who answers for what it brings in', async () => {
    const priced = giving(saying('Now $49.'), POST)
    assert.equal((await run(brandVoice, brandVoiceTask(), priced)).calls, 2)
    const figured = saying('Worn by 900 people.')
    assert.equal((await run(brandVoice, brandVoiceTask({ content: figured }), giving(figured))).calls, 1)
    assert.equal((await run(brandVoice, brandVoiceTask(), giving(figured, POST))).calls, 2)
  })

  it('tells the editor of a testimonial that it brought in, and leaves the writer’s own to quality assurance', async () => {
    const invented = saying('Our happy customer told us it is the best.')
    const model = giving(invented, POST)
    assert.equal((await run(brandVoice, brandVoiceTask(), model)).calls, 2)
    assert.match(lastAsked(model), /reads as a customer's testimonial/)
    assert.equal((await run(brandVoice, brandVoiceTask({ content: invented }), giving(invented))).calls, 1)
  })

  it('lets no competitor’s price into a strategy', async () => {
    const stolen = { ...STRATEGY, suggested_slots: [], key_points: ['linen at $12 as others have it'] }
    const model = giving(stolen, { ...STRATEGY, suggested_slots: [] })
    assert.equal((await run(strategist, strategistTask(), model)).calls, 2)
    assert.match(lastAsked(model), /"\$12" is a price/)
  })

  it('takes no price from a strategy that got there before', async () => {
    const strategy = { ...STRATEGY, key_points: ['linen at $12'] }
    await assert.rejects(run(instagram, platformTask({ strategy }), giving(saying('Only $12.'))), /"\$12" is a price/)
  })
})

describe('quality assurance', () => {
  const findings = async (text: string, more: Partial<Parameters<typeof assess>[0]> = {}) => {
    const judged = await assess({
      platform: 'instagram',
      contentType: 'post',
      language: 'en',
      content: saying(text),
      brand: BRAND,
      prompt: 'Launch our linen',
      strategy: null,
      opinion: 1,
      offline: false,
      ...more,
    })
    return judged.findings.filter(({ rule }) => /^(?:grounding|hygiene)\./.test(rule))
  }

  it('blocks prices, links, contacts, quotations, markup and leaks, and remarks on other figures', async () => {
    const severities = async (text: string) => (await findings(text)).map(({ rule, severity, stage }) => `${rule} ${severity} ${stage}`)
    assert.deepEqual(await severities('$49 at casalino.com by @casalino: "the best shirt I ever wore"'), [
      'grounding.price BLOCK draft',
      'grounding.link BLOCK draft',
      'grounding.contact BLOCK draft',
      'grounding.quotation BLOCK draft',
    ])
    assert.deepEqual(await severities('900 people, 4 days'), ['grounding.figure WARN draft'])
    assert.deepEqual(await severities('**Linen**, as an AI language model I say'), [
      'hygiene.markup BLOCK draft',
      'hygiene.leak BLOCK draft',
    ])
    assert.deepEqual(await severities('Follow us on YouTube #linen'), [
      'hygiene.other_platform WARN draft',
      'hygiene.hashtag_in_text WARN draft',
    ])
    assert.deepEqual(await findings('Linen is here.'), [])
  })

  it('takes what a client said of an earlier version', async () => {
    assert.deepEqual(await findings('$49 now', { comments: ['The price is $49'] }), [])
  })
})

describe('a price that only the client’s comment has', () => {
  let world: World
  before(async () => {
    world = await createWorld()
  })
  after(() => world.close())

  it('is given in every later version, and in no earlier one', async () => {
    const offline = offlineModel()
    const priced = async (call: ModelCall, _nth: number, signal: AbortSignal) => {
      const answer = await offline.complete(call, signal)
      if (!answer.text) return answer
      const content = JSON.parse(answer.text) as { text: string }
      return { ...answer, text: JSON.stringify({ ...content, text: `${content.text}\nNow 49 dollars.` }) }
    }
    const id = await world.generate({ platforms: ['instagram'] })
    await world.until(id, 'awaiting_approval')
    world.model.inject('instagram', priced)
    for (const [version, comment] of ['Say that the price is $49', 'A warmer tone, please'].entries()) {
      await world.decide(id, { instagram: 'request_changes' }, comment)
      const view = await world.until(id, ({ status, drafts }) => status === 'awaiting_approval' && drafts[0]?.version === version + 2)
      assert.match(String(view.drafts[0]?.content_data.text), /49 dollars/)
    }
    const other = await world.generate({ platforms: ['instagram'] })
    assert.match((await world.until(other, 'failed')).reason, /"49 dollars" is a price, discount or code that nobody gave/)
  })

  it('is given where a person wrote it into a draft, also to agents that go on from there', async () => {
    world.model.heal()
    const id = await world.generate({ platforms: ['instagram'] })
    const view = await world.until(id, 'awaiting_approval')
    const [draft] = view.drafts
    assert.ok(draft)
    const edited = await world.call('POST', `/api/v1/content/requests/${id}/drafts/instagram/versions`, {
      base_version: draft.version,
      content_data: { ...draft.content_data, text: `${String(draft.content_data.text)}\nNow 59 dollars.` },
    })
    assert.equal(edited.status, 202, JSON.stringify(edited.body))
    await world.until(id, ({ status, drafts }) => status === 'awaiting_approval' && drafts[0]?.version === 2)
    const row = await world.db('generated_content').where({ request_id: id, version: 2 }).first('findings')
    assert.doesNotMatch(JSON.stringify(row.findings), /grounding/)
    const answered = await submitDecision(await world.link(id, 2), { instagram: 'request_changes' }, 'A warmer tone, please')
    assert.equal(answered.status, 200, await answered.text())
    const next = await world.until(id, ({ status, drafts }) => status === 'awaiting_approval' && drafts[0]?.version === 3)
    assert.match(String(next.drafts[0]?.content_data.text), /59 dollars/)
  })
})
