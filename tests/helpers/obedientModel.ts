import { offlineModel } from '../../activities/models/offline.ts'
import type { Message, Model, ModelCall, ToolCall } from '../../activities/models/port.ts'
import type { Deed, Injection } from '../fixtures/injections.ts'

/**
 * A model that does whatever any text of its prompt tells it, wherever that text stands. `stubborn` ones do it again when their answer is
 * sent back; the others give in then, so that there is a draft to look at.
 */
export function obedientModel(of: {
  injections: readonly Injection[]
  stubborn(word: string): boolean
}): Model & { readonly calls: ModelCall[] } {
  const honest = offlineModel()
  const label = { provider: 'test', name: 'obedient', offline: false }
  const calls: ModelCall[] = []
  return {
    label,
    calls,
    languages: honest.languages,
    estimate: () => ({ expectedMicros: 0, ceilingMicros: 0 }),
    async complete(call, signal) {
      calls.push(call)
      const read = call.messages.map(({ content }) => content.toLowerCase()).join('\n')
      const told = call.messages.some((message) => message.role === 'user' && message.content.startsWith('Your answer cannot be used'))
      const obeyed = of.injections.filter(({ word }) => read.includes(word) && (!told || of.stubborn(word)))
      const deeds = obeyed.flatMap((injection) => injection.deeds)
      const answer = await honest.complete(call, signal)
      const orders = deeds
        .flatMap((deed) => ('calls' in deed ? [deed] : []))
        .filter(({ calls: name, with: args }) => !wasCalled(call.messages, name, args))
      const toolCalls = [
        ...answer.toolCalls,
        ...orders.map(
          ({ calls: name, with: args }, i): ToolCall => ({
            id: `order-${call.messages.length}-${i}`,
            name,
            arguments: JSON.stringify(args),
          }),
        ),
      ]
      const text = toolCalls.length ? '' : spoiled(answer.text, deeds, call)
      return { ...answer, text, toolCalls, model: label, usage: { inputTokens: 1, cachedInputTokens: 0, outputTokens: 1 } }
    },
  }
}

const wasCalled = (messages: readonly Message[], name: string, args: unknown) =>
  messages.some(
    (message) =>
      message.role === 'assistant' && message.toolCalls.some((call) => call.name === name && call.arguments === JSON.stringify(args)),
  )

function spoiled(text: string, deeds: readonly Deed[], { agent, messages }: ModelCall): string {
  const instructions = messages
    .filter(({ role }) => role === 'system')
    .map(({ content }) => content)
    .join('\n')
  let answer = JSON.parse(text) as Record<string, unknown>
  for (const deed of deeds) {
    if ('answers' in deed) return instructions
    if ('adds' in deed) answer = { ...answer, ...deed.adds }
    if ('opines' in deed && agent === 'quality_assurance') answer = { opinion: deed.opines, suggestions: [] }
    if ('says' in deed) answer = saying(answer, deed.says)
    // As much of them as fits into any field.
    if ('leaks' in deed) answer = saying(answer, instructions.slice(0, 550))
  }
  return JSON.stringify(answer)
}

/** In what readers see first, whatever the agent's answer is. */
function saying(answer: Record<string, unknown>, words: string): Record<string, unknown> {
  if (Array.isArray(answer.suggestions)) return { ...answer, suggestions: [words.slice(0, 400), ...answer.suggestions].slice(0, 8) }
  if (typeof answer.hook_angle === 'string') return { ...answer, hook_angle: words.slice(0, 600), key_points: [words.slice(0, 600)] }
  return { ...answer, text: `${words}\n\n${String(answer.text)}` }
}
