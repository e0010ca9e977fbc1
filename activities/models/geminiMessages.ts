import type { Content, Part } from '@google/genai'
import { argumentsOf, jsonOf } from './json.ts'
import type { Message, ModelCall } from './port.ts'

/**
 * Gemini 3 refuses a call of a tool without the signature of the thought before it. For calls that another model made, Google gives this
 * word in its place (ai.google.dev/gemini-api/docs/thought-signatures).
 */
const FOREIGN = 'skip_thought_signature_validator'

/** The conversation in Gemini's words; what the system says goes elsewhere. */
export function toGemini({ messages }: ModelCall, model: string): Content[] {
  const turns: Content[] = []
  for (const message of messages.filter(({ role }) => role !== 'system')) {
    const turn = turnOf(message, model)
    const last = turns.at(-1)
    // Results of tools and what the user says next are one turn of the user.
    if (last && last.role === turn.role) last.parts = [...(last.parts ?? []), ...(turn.parts ?? [])]
    else turns.push(turn)
  }
  return turns
}

function turnOf(message: Message, model: string): Content {
  switch (message.role) {
    case 'system':
    case 'user':
      return { role: 'user', parts: [{ text: message.content }] }
    case 'tool': {
      const failed = message.content.startsWith('error:')
      const response = failed ? { error: message.content } : { output: jsonOf(message.content) ?? message.content }
      return { role: 'user', parts: [{ functionResponse: { id: message.toolCallId, name: message.name, response } }] }
    }
    case 'assistant': {
      const { echo, content, toolCalls } = message
      if (echo?.provider === 'gemini' && echo.model === model) return { role: 'model', parts: echo.content as Part[] }
      const calls = toolCalls.map(({ id, name, arguments: args }, i): Part => {
        const functionCall = { id, name, args: argumentsOf(args) }
        // Of calls made at once only the first carries one.
        return i === 0 ? { functionCall, thoughtSignature: FOREIGN } : { functionCall }
      })
      // A turn of nothing is refused; an answer of nothing has to be shown all the same, or the model cannot mend it.
      const text = content || calls.length ? content : '(nothing)'
      return { role: 'model', parts: [...(text ? [{ text }] : []), ...calls] }
    }
    default:
      return message satisfies never
  }
}
