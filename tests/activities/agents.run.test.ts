import assert from 'node:assert/strict'
import { z } from 'zod'
import { type Agent, type Journal, runAgent } from '../../activities/agents/run.ts'
import { type AgentTask, type Model, type ModelAnswer, type ModelCall, ModelFailure } from '../../activities/models/port.ts'
import type { Tool } from '../../activities/tools/port.ts'

const task: AgentTask = {
  agent: 'strategist',
  prompt: 'Launch our linen',
  brand: {
    id: 'b',
    brand_name: 'Sage',
    brand_voice: {
      tone: [],
      formality: 'neutral',
      person: 'we',
      emoji: 'some',
      favourite_words: [],
      banned_words: [],
      hashtags: [],
      tagline: '',
    },
    brand_guidelines: '',
    target_audience: { description: '', segments: [], interests: [], locations: [] },
    competitors: [],
    feeds: [],
    countries: [],
    samples: [],
  },
  platforms: ['instagram'],
  language: 'en',
  timeZone: 'UTC',
}

const addArguments = z.object({ a: z.number(), b: z.number() })
const add: Tool<z.infer<typeof addArguments>> = {
  name: 'add',
  description: 'Adds',
  parameters: addArguments,
  run: ({ a, b }) => ({ sum: a + b }),
}

const agent: Agent<AgentTask, { total: number }> = {
  name: 'strategist',
  promptVersion: 'strategist/test',
  tools: [add as Tool],
  outputName: 'total',
  schemaFor: () => z.object({ total: z.number() }),
  prompt: (t) => ({ system: 'You add.', user: t.prompt }),
  maxOutputTokens: 100,
  problems: ({ total }) => (total < 0 ? ['total: must not be negative'] : []),
}

const says = (text: string, outputTokens = 5): ModelAnswer => ({
  text,
  toolCalls: [],
  model: { provider: 'test', name: 'scripted', offline: false },
  usage: { inputTokens: 10, cachedInputTokens: 0, outputTokens },
  costMicros: 7,
})
const wants = (name: string, args: string): ModelAnswer => ({ ...says(''), toolCalls: [{ id: `call-${name}`, name, arguments: args }] })

function scripted(...answers: ModelAnswer[]): Model & { asked: ModelCall[] } {
  const asked: ModelCall[] = []
  return {
    label: { provider: 'test', name: 'scripted', offline: false },
    languages: ['en'],
    asked,
    estimate: () => ({ expectedMicros: 0, ceilingMicros: 0 }),
    async complete(call) {
      asked.push(call)
      const answer = answers[asked.length - 1]
      if (!answer) throw new Error(`no answer scripted for call ${asked.length}`)
      return answer
    },
  }
}

function memoryJournal(): Journal & { stored: Map<string, ModelAnswer>; paid: number } {
  const stored = new Map<string, ModelAnswer>()
  return {
    stored,
    paid: 0,
    async recall(ordinal, askedHash) {
      return stored.get(`${ordinal}/${askedHash}`)
    },
    async store(ordinal, askedHash, answer) {
      stored.set(`${ordinal}/${askedHash}`, answer)
    },
    async beforeCall() {
      this.paid++
    },
  }
}

const run = (model: Model, journal: Journal = memoryJournal()) =>
  runAgent(agent, task, { model, journal, signal: AbortSignal.timeout(10_000) })
const lastMessage = (call: ModelCall | undefined) => call?.messages.at(-1)?.content ?? ''

describe('the agents’ loop', () => {
  it('returns the first usable answer, not stored: its caller stores it with the result', async () => {
    const journal = memoryJournal()
    const result = await run(scripted(says('{"total":3}')), journal)
    assert.deepEqual(result.value, { total: 3 })
    assert.deepEqual([result.ordinal, result.calls, result.costMicros, result.recalled], [1, 1, 7, false])
    assert.equal(journal.stored.size, 0)
  })

  it('runs the tools the model asks for and shows it what they said', async () => {
    const model = scripted(wants('add', '{"a":1,"b":2}'), says('{"total":3}'))
    const result = await run(model)
    assert.deepEqual([result.calls, result.costMicros], [2, 14])
    assert.equal(lastMessage(model.asked[1]), '{"sum":3}')
  })

  it('answers a bad tool call with an error instead of failing', async () => {
    const model = scripted(wants('add', '{"a":"one"}'), wants('add', '{{'), wants('format_disk', '{}'), says('{"total":3}'))
    assert.deepEqual((await run(model)).value, { total: 3 })
    assert.match(lastMessage(model.asked[1]), /^error: .*a/s)
    assert.match(lastMessage(model.asked[2]), /not valid JSON/)
    assert.match(lastMessage(model.asked[3]), /no tool "format_disk"; there are add/)
  })

  it('offers no tool after four rounds, so that a model cannot play for ever', async () => {
    const model = scripted(...Array.from({ length: 4 }, () => wants('add', '{"a":1,"b":2}')), says('{"total":3}'))
    await run(model)
    assert.deepEqual(
      model.asked.map(({ tools }) => tools.length),
      [1, 1, 1, 1, 0],
    )
  })

  it('names the faults of nonsense and asks again', async () => {
    const model = scripted(says('Sure! Here it is'), says('{"total":"three"}'), says('```json\n{"total":3}\n```'))
    assert.deepEqual((await run(model)).value, { total: 3 })
    assert.match(lastMessage(model.asked[1]), /not valid JSON/)
    assert.match(lastMessage(model.asked[2]), /total: .*number/)
  })

  it('sends back an answer with a fault only the agent can see', async () => {
    const model = scripted(says('{"total":-1}'), says('{"total":1}'))
    assert.deepEqual((await run(model)).value, { total: 1 })
    assert.match(lastMessage(model.asked[1]), /must not be negative/)
  })

  it('gives up after two repairs, with the reason, keeping all it paid for', async () => {
    const journal = memoryJournal()
    await assert.rejects(run(scripted(says(''), says('[]'), says('{"total":', 100)), journal), (error) => {
      assert.ok(error instanceof ModelFailure)
      assert.equal(error.kind, 'nonsense')
      assert.match(error.message, /strategist gave no usable answer in 3 tries: it was cut off at 100 tokens/)
      return true
    })
    assert.equal(journal.stored.size, 3)
  })

  it('pays for no answer twice when a later attempt takes over', async () => {
    const journal = memoryJournal()
    const crashing = scripted(wants('add', '{"a":1,"b":2}'), says('nonsense'))
    await assert.rejects(run(crashing, journal), /no answer scripted/)
    const successor = scripted(says('{"total":3}'))
    const result = await run(successor, journal)
    assert.equal(successor.asked.length, 1)
    assert.deepEqual([result.ordinal, result.calls, result.costMicros], [3, 3, 21])
    assert.equal(journal.paid, 4)
  })

  it('asks again when what is asked has changed since the answer was stored', async () => {
    const journal = memoryJournal()
    await assert.rejects(run(scripted(says('nonsense')), journal), /no answer scripted/)
    const model = scripted(says('{"total":4}'))
    const changed: AgentTask = { ...task, prompt: 'Launch our wool' }
    await runAgent(agent, changed, { model, journal, signal: AbortSignal.timeout(10_000) })
    assert.equal(model.asked.length, 1)
  })

  it('pays for no answer twice because a page that a tool read has changed meanwhile', async () => {
    const journal = memoryJournal()
    let reads = 0
    const changing: Agent<AgentTask, { total: number }> = { ...agent, tools: [{ ...add, run: async () => ({ sum: ++reads }) } as Tool] }
    const attempt = (model: Model) => runAgent(changing, task, { model, journal, signal: AbortSignal.timeout(10_000) })
    await assert.rejects(attempt(scripted(wants('add', '{"a":1,"b":2}'), says('nonsense'))), /no answer scripted/)
    const successor = scripted(says('{"total":3}'))
    await attempt(successor)
    assert.deepEqual([reads, successor.asked.length, lastMessage(successor.asked[0]).startsWith('Your answer')], [2, 1, true])
  })

  it('makes no call once the budget is spent', async () => {
    const model = scripted(says('{"total":3}'))
    const journal = { ...memoryJournal(), beforeCall: () => Promise.reject(new Error('budget spent')) }
    await assert.rejects(run(model, journal), /budget spent/)
    assert.equal(model.asked.length, 0)
  })
})
