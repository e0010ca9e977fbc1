import type {
  CacheControlEphemeral,
  ContentBlockParam,
  MessageCreateParamsStreaming,
  TextBlockParam,
  Tool,
} from '@anthropic-ai/sdk/resources/messages'
import { argumentsOf } from './json.ts'
import type { Message, ModelCall } from './port.ts'

/** Kept five minutes. A prefix too short to be kept (1,024 to 4,096 tokens, by model) is read as if this were not there, and costs no more. */
const KEPT: CacheControlEphemeral = { type: 'ephemeral' }

type Parts = Pick<MessageCreateParamsStreaming, 'messages'> & {
  system: TextBlockParam[]
  tools: Pick<MessageCreateParamsStreaming, 'tools' | 'tool_choice'>
}

/**
 * A call in Anthropic's words. Of the four marks where a prefix may be kept, three are used: the part that all calls of a request share, the
 * agent's own part, and, where a tool round is likely to follow, everything said so far.
 */
export function toAnthropic({ messages, tools }: ModelCall, model: string): Parts {
  const system = messages
    .filter((message) => message.role === 'system')
    .map(({ content }): TextBlockParam => ({ type: 'text', text: content, cache_control: KEPT }))
  const turns: Turn[] = []
  for (const message of messages.filter(({ role }) => role !== 'system')) {
    const turn = turnOf(message, model)
    const last = turns.at(-1)
    // Results of tools and what the user says next are one turn of the user.
    if (last?.role === turn.role) last.content.push(...turn.content)
    else turns.push(turn)
  }
  if (tools.length) keep(turns.at(-1))
  return { system, messages: turns, tools: toolsOf(tools, messages) }
}

interface Turn {
  role: 'user' | 'assistant'
  content: ContentBlockParam[]
}

function keep(turn: Turn | undefined): void {
  const last = turn?.content.at(-1)
  if (last?.type === 'text' || last?.type === 'tool_result') last.cache_control = KEPT
}

function turnOf(message: Message, model: string): Turn {
  switch (message.role) {
    case 'system':
    case 'user':
      return { role: 'user', content: [{ type: 'text', text: message.content }] }
    case 'tool':
      return {
        role: 'user',
        content: [
          {
            type: 'tool_result',
            tool_use_id: idOf(message.toolCallId),
            content: message.content,
            ...(message.content.startsWith('error:') && { is_error: true }),
          },
        ],
      }
    case 'assistant': {
      const { echo, content, toolCalls } = message
      if (echo?.provider === 'anthropic' && echo.model === model)
        return { role: 'assistant', content: structuredClone(echo.content) as ContentBlockParam[] }
      const uses = toolCalls.map(({ id, name, arguments: args }) => ({
        type: 'tool_use' as const,
        id: idOf(id),
        name,
        input: argumentsOf(args),
      }))
      // A turn of nothing is refused; an answer of nothing has to be shown all the same, or the model cannot mend it.
      const text = content || uses.length ? content : '(nothing)'
      return { role: 'assistant', content: [...(text ? [{ type: 'text' as const, text }] : []), ...uses] }
    }
    default:
      return message satisfies never
  }
}

/** A conversation in which tools were used needs them declared to the end, even when none may be used any more. */
function toolsOf(tools: ModelCall['tools'], messages: readonly Message[]): Parts['tools'] {
  if (tools.length)
    return {
      tools: tools.map(({ name, description, parameters }) => ({
        name,
        description,
        input_schema: parameters as unknown as Tool.InputSchema,
      })),
    }
  const used = new Set(messages.flatMap((message) => (message.role === 'assistant' ? message.toolCalls.map(({ name }) => name) : [])))
  if (used.size === 0) return {}
  return { tools: [...used].map((name) => ({ name, input_schema: { type: 'object' } })), tool_choice: { type: 'none' } }
}

/** Ids of other providers may have characters that Anthropic refuses. */
const idOf = (id: string) => id.replace(/[^a-zA-Z0-9_-]/g, '_') || 'call'
