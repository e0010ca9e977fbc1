import type { BrandSnapshot } from '../../domain/brand.ts'
import type { Content } from '../../domain/content.ts'
import type { EarlierDraft } from '../../domain/memory.ts'
import type { HouseRules } from '../../domain/platforms/rules.ts'
import type { Strategy } from '../../domain/strategy.ts'
import type { AgentName, ContentType, Disclosure, Finding, Language, ModelLabel, Platform } from '../../domain/words.ts'

/** What binds whoever touches a draft, besides the platform's own rules; nothing when absent. */
export interface Bounds {
  /** What the draft has to disclose. */
  disclosure?: Disclosure
  /** The rules as the organization keeps them. */
  house?: HouseRules
  /** What the client said of earlier versions: facts may come from it. */
  comments?: readonly string[]
}

/**
 * What an agent is asked, as data. Prompts are rendered from it for language models; the offline model composes from it directly,
 * so both see the same facts and a missing strategy or tool output shows in either.
 */
export type AgentTask =
  | { agent: 'strategist'; prompt: string; brand: BrandSnapshot; platforms: Platform[]; language: Language; timeZone: string }
  | (Bounds & {
      agent: Platform
      prompt: string
      brand: BrandSnapshot
      strategy: Strategy | null
      contentType: ContentType
      language: Language
      /** The draft to change and what to mend in it: the client's comment, then what quality assurance found. Null for a first try. */
      revise: { content: Content; instructions: string[] } | null
      /** What the brand's client approved before on a like subject, the likest first; for a first try only. */
      earlier?: readonly EarlierDraft[]
    })
  | (Bounds & {
      agent: 'brand_voice'
      platform: Platform
      contentType: ContentType
      language: Language
      prompt: string
      brand: BrandSnapshot
      strategy: Strategy | null
      content: Content
    })
  | (Bounds & {
      agent: 'quality_assurance'
      platform: Platform
      contentType: ContentType
      language: Language
      prompt: string
      brand: BrandSnapshot
      strategy: Strategy | null
      content: Content
      findings: Finding[]
      /** What readers have seen before in nearly the same words. */
      seen?: readonly EarlierDraft[]
    })

export interface ToolSpec {
  name: string
  description: string
  /** JSON Schema of the arguments object. */
  parameters: Record<string, unknown>
}

export interface ToolCall {
  id: string
  name: string
  /** JSON text, as the model wrote it: not yet parsed, not yet trusted. */
  arguments: string
}

/**
 * Where there are two system messages, the first is the part that all calls of one request share, byte for byte: providers that keep what
 * they have read are shown where it ends.
 */
export type Message =
  | { role: 'system' | 'user'; content: string }
  | { role: 'assistant'; content: string; toolCalls: ToolCall[]; echo?: Echo }
  | { role: 'tool'; toolCallId: string; name: string; content: string }

/**
 * A turn as its provider gave it, with what only that provider can read: signatures of its thoughts, without which Anthropic and Gemini
 * refuse or forget what they thought before a tool was called. Sent back to the same model only; any other is told the turn in our words.
 */
export interface Echo {
  provider: string
  model: string
  content: unknown[]
}

export interface ModelCall {
  agent: AgentName
  task: AgentTask
  messages: Message[]
  tools: ToolSpec[]
  /** What the final answer must be; strict JSON Schema where the provider has it. */
  output: { name: string; schema: Record<string, unknown> }
  maxOutputTokens: number
}

/** Tokens of one call, as the provider counts them. */
export interface Usage {
  /** All input, whether read anew, read from a cache or written to one. */
  inputTokens: number
  cachedInputTokens: number
  /** Input that was written to the provider's cache, where that has a price of its own (Anthropic). */
  cacheWriteTokens?: number
  /** What was written, thoughts included. */
  outputTokens: number
}

export interface ModelAnswer {
  /** JSON text of the final answer; empty while the model asks for tools. */
  text: string
  toolCalls: ToolCall[]
  model: ModelLabel
  usage: Usage
  costMicros: number
  /** It ended at the limit of tokens, not because it was finished. */
  cut?: boolean
  echo?: Echo
}

/** What who asked may want to hear while a call runs. */
export interface CallHooks {
  /** About how many tokens were written so far; called for every piece that arrives. */
  progress?(so: Progress): void
  /** A provider gave no answer. Awaited before another is asked, so that its cost is kept; what it throws ends the call. */
  failed?(attempt: FailedAttempt): Promise<void>
}

export interface Progress {
  provider: string
  model: string
  outputTokens: number
}

/** One provider, asked once, without an answer. */
export interface FailedAttempt {
  /** 1 for the provider that was asked first. */
  nth: number
  model: ModelLabel
  failure: ModelFailure
  latencyMs: number
}

/** One language model, or the offline composer, or several behind a router. One method that matters. */
export interface Model {
  readonly label: ModelLabel
  readonly languages: readonly Language[]
  /** What one request over this many platforms is expected to cost, and the most it may, in micros of a US dollar. */
  estimate(platforms: number): Estimate
  /** Answers once; no provider is asked twice. Throws ModelFailure. Has its own deadline; `signal` ends it earlier. */
  complete(call: ModelCall, signal: AbortSignal, hooks?: CallHooks): Promise<ModelAnswer>
}

export interface Estimate {
  expectedMicros: number
  ceilingMicros: number
}

/**
 * `refused`: the provider will not write this. `misconfigured`: key, name or address are wrong. `nonsense`: an answer nobody can use.
 * The others pass: `rate_limited`, `unavailable` (5xx, a broken connection, a stream that was cut), `timeout` (our deadline).
 */
export type ModelFailureKind = 'refused' | 'misconfigured' | 'rate_limited' | 'unavailable' | 'timeout' | 'nonsense'

/** What was paid for although no answer came of it. */
export interface Billed {
  usage: Usage
  costMicros: number
  /** The stream ended before the provider had counted: counted here, from the text. */
  estimated: boolean
}

/** A model call that gave no answer. `retryAfterMs` when the provider said when to come back. */
export class ModelFailure extends Error {
  readonly kind: ModelFailureKind
  readonly retryAfterMs: number | undefined
  /** The name of the model that was asked, where one was. */
  readonly model: string | undefined
  readonly billed: Billed | undefined
  constructor(
    kind: ModelFailureKind,
    message: string,
    options: { cause?: unknown; retryAfterMs?: number | undefined; model?: string; billed?: Billed | undefined } = {},
  ) {
    super(message.slice(0, 2000), { cause: options.cause })
    this.name = 'ModelFailure'
    this.kind = kind
    this.retryAfterMs = options.retryAfterMs
    this.model = options.model
    this.billed = options.billed
  }

  /** The same failure, of this model and with what it cost. */
  of(model: string, billed: Billed | undefined): ModelFailure {
    const { kind, message, cause, retryAfterMs } = this
    return new ModelFailure(kind, message, { cause, retryAfterMs, model, billed })
  }
}
