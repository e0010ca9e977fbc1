import { createHash } from 'node:crypto'
import { z } from 'zod'
import { canonicalJson } from '../../domain/hash.ts'
import type { AgentName } from '../../domain/words.ts'
import {
  type AgentTask,
  type CallHooks,
  type FailedAttempt,
  type Message,
  type Model,
  type ModelAnswer,
  type ModelCall,
  ModelFailure,
  type ToolCall,
} from '../models/port.ts'
import { jsonSchemaOf } from '../models/strictSchema.ts'
import type { PromptText } from '../prompts/shared.ts'
import { emptyContext, type Tool, type ToolContext, toolsFor } from '../tools/port.ts'

/** One agent: how its task is put into words, which tools it may call, and what counts as an answer. */
export interface Agent<T extends AgentTask, O> {
  name: AgentName
  /** Such as `strategist/1`; stored with each draft, so that a score can be traced to the words that made it. */
  promptVersion: string
  /** Of these, a task is offered those that fit its content type. */
  tools: Tool[]
  /** The name the output schema carries to the provider. */
  outputName: string
  schemaFor(task: T): z.ZodType<O>
  prompt(task: T): PromptText
  maxOutputTokens: number
  /** Faults a schema cannot see, as sentences the model can act on. */
  problems?(value: O, task: T): string[]
  /** What may be a fault and may be none: asked about once, and taken as it is when it stays. */
  doubts?(value: O, task: T): string[]
}

/** Remembers what each paid call of one step answered, so that an attempt which takes over pays for none of them again. */
export interface Journal {
  /** The stored answer of this ordinal, if it was asked exactly this. */
  recall(ordinal: number, askedHash: string): Promise<ModelAnswer | undefined>
  store(ordinal: number, askedHash: string, answer: ModelAnswer, latencyMs: number): Promise<void>
  /** Keeps an attempt at this ordinal that gave no answer, with what it cost. Throws when that used the budget up. */
  failed?(ordinal: number, attempt: FailedAttempt): Promise<void>
  /** Called before each paid call; throws when the request's spend budget is used up. */
  beforeCall(): Promise<void>
}

export interface AgentResult<O> {
  value: O
  /** The last answer, with its ordinal, hash and latency: the caller stores it together with the step's result. */
  answer: ModelAnswer
  ordinal: number
  askedHash: string
  latencyMs: number
  /** The last answer came out of the journal and is stored already. */
  recalled: boolean
  /** Over the whole step, recalled answers included. */
  calls: number
  costMicros: number
}

const MAX_TOOL_ROUNDS = 4
const MAX_CALLS_A_ROUND = 8
const MAX_REPAIRS = 2

/** Asks until there is a usable answer: tools are run, nonsense is sent back with its faults, and both have an end. Throws ModelFailure. */
export async function runAgent<T extends AgentTask, O>(
  agent: Agent<T, O>,
  task: T,
  {
    model,
    signal,
    journal,
    progress,
    context = emptyContext(signal),
  }: {
    model: Model
    signal: AbortSignal
    journal: Journal
    progress?: CallHooks['progress']
    /** What the tools may know and where they may look; nothing and nowhere by itself. */
    context?: ToolContext
  },
): Promise<AgentResult<O>> {
  const { shared, system, user } = agent.prompt(task)
  const schema = agent.schemaFor(task)
  const output = { name: agent.outputName, schema: jsonSchemaOf(schema) }
  const fitting = toolsFor(agent.tools, task)
  const tools = fitting.map(({ name, description, parameters }) => ({ name, description, parameters: jsonSchemaOf(parameters) }))
  const messages: Message[] = [
    ...(shared ? [{ role: 'system' as const, content: shared }] : []),
    { role: 'system', content: system },
    { role: 'user', content: user },
  ]
  let toolRounds = 0
  let repairs = 0
  let costMicros = 0
  /** The newest answer with nothing but doubts about it: better than none. */
  let usable: { value: O } | undefined

  for (let ordinal = 1; ; ordinal++) {
    const call: ModelCall = {
      agent: agent.name,
      task,
      messages: [...messages],
      tools: toolRounds < MAX_TOOL_ROUNDS ? tools : [],
      output,
      maxOutputTokens: agent.maxOutputTokens,
    }
    const askedHash = hashOf(call)
    const { answer, latencyMs, recalled } = await ask(call, ordinal, askedHash)
    costMicros += answer.costMicros

    const mayUseTools = answer.toolCalls.length > 0 && call.tools.length > 0
    const judged = mayUseTools ? undefined : judge(answer, schema, agent, task)
    const last = { answer, ordinal, askedHash, latencyMs, recalled, calls: ordinal, costMicros }
    if (judged?.ok && (judged.doubts.length === 0 || usable || repairs === MAX_REPAIRS)) return { value: judged.value, ...last }
    if (judged?.ok) usable = { value: judged.value }
    else if (judged && usable && repairs === MAX_REPAIRS) return { ...usable, ...last }

    // Paid for, so kept before anything else happens, even when it is the one that ends the step.
    if (!recalled) await journal.store(ordinal, askedHash, answer, latencyMs)
    if (judged && !judged.ok && repairs === MAX_REPAIRS)
      throw new ModelFailure('nonsense', `${agent.name} gave no usable answer in ${MAX_REPAIRS + 1} tries: ${judged.faults.join('; ')}`)

    messages.push({
      role: 'assistant',
      content: answer.text,
      toolCalls: answer.toolCalls,
      ...(answer.echo && { echo: answer.echo }),
    })
    for (const [index, toolCall] of answer.toolCalls.entries()) {
      const content =
        mayUseTools && index < MAX_CALLS_A_ROUND
          ? await useTool(fitting, toolCall, task, context)
          : 'error: no tool can be used any more; answer now'
      messages.push({ role: 'tool', toolCallId: toolCall.id, name: toolCall.name, content })
    }
    if (judged) {
      repairs++
      messages.push({ role: 'user', content: repairRequest(judged.ok ? judged.doubts : judged.faults) })
    } else toolRounds++
  }

  async function ask(call: ModelCall, ordinal: number, askedHash: string) {
    const stored = await journal.recall(ordinal, askedHash)
    if (stored) return { answer: stored, latencyMs: 0, recalled: true }
    signal.throwIfAborted()
    await journal.beforeCall()
    const startedAt = performance.now()
    let lostMs = 0
    const answer = await model.complete(call, signal, {
      ...(progress && { progress }),
      async failed(attempt) {
        lostMs += attempt.latencyMs
        await journal.failed?.(ordinal, attempt)
      },
    })
    return { answer, latencyMs: Math.max(0, Math.round(performance.now() - startedAt - lostMs)), recalled: false }
  }
}

/**
 * What was asked, and nothing that changes between attempts. What tools answered is left out: it follows from what they were asked, which
 * is in, but for pages of others, which may have changed meanwhile - and that is no reason to pay for an answer again.
 */
function hashOf({ messages, tools, output }: ModelCall): string {
  const asked = messages.map((message) => (message.role === 'tool' ? { ...message, content: '' } : message))
  return createHash('sha256')
    .update(canonicalJson({ messages: asked, tools, output }))
    .digest('hex')
}

type Judged<O> = { ok: true; value: O; doubts: string[] } | { ok: false; faults: string[] }

/**
 * JSON and nothing else is an answer. JSON inside of prose, or after thoughts, is sent back like any nonsense: which of several objects was
 * meant would be a guess, and what stands around one is often a remark that somebody should have read.
 */
function judge<T extends AgentTask, O>(
  { text: raw, ...answer }: ModelAnswer,
  schema: z.ZodType<O>,
  agent: Agent<T, O>,
  task: T,
): Judged<O> {
  const text = unfenced(raw)
  if (answer.toolCalls.length > 0) return { ok: false, faults: ['it called a tool although none can be used any more'] }
  if (text === '') return { ok: false, faults: ['it was empty'] }
  const json = parseJson(text)
  if (!json) {
    const cut = answer.cut ?? answer.usage.outputTokens >= agent.maxOutputTokens
    return { ok: false, faults: [cut ? `it was cut off at ${agent.maxOutputTokens} tokens; be briefer` : 'it was not valid JSON'] }
  }
  const parsed = schema.safeParse(json.value)
  if (!parsed.success)
    return { ok: false, faults: parsed.error.issues.slice(0, 12).map((i) => `${i.path.join('.') || 'the answer'}: ${i.message}`) }
  const doubts = agent.doubts?.(parsed.data, task) ?? []
  const faults = agent.problems?.(parsed.data, task) ?? []
  return faults.length ? { ok: false, faults: [...faults, ...doubts] } : { ok: true, value: parsed.data, doubts }
}

function parseJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}

/** Servers without strict output like to wrap JSON in a Markdown fence. */
function unfenced(text: string): string {
  return /^```(?:json)?\s*\n([\s\S]*)\n```$/.exec(text.trim())?.[1]?.trim() ?? text.trim()
}

/** A call the model got wrong is answered with words it can act on; only a bug in a tool throws. */
async function useTool(tools: Tool[], call: ToolCall, task: AgentTask, context: ToolContext): Promise<string> {
  const tool = tools.find(({ name }) => name === call.name)
  if (!tool) return `error: there is no tool "${call.name}"; there are ${tools.map(({ name }) => name).join(', ')}`
  const json = parseJson(call.arguments.trim() || '{}')
  if (!json) return 'error: the arguments are not valid JSON'
  const parsed = tool.parameters.safeParse(json.value)
  if (!parsed.success) return `error: ${z.prettifyError(parsed.error)}`
  return JSON.stringify(await tool.run(parsed.data, task, context)) ?? 'null'
}

function repairRequest(faults: string[]): string {
  return `Your answer cannot be used:\n${faults.map((fault) => `- ${fault}`).join('\n')}\nAnswer again in full, as JSON of the schema and nothing else.`
}
