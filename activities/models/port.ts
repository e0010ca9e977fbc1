import type { BrandSnapshot } from '../../domain/brand.ts'
import type { Content } from '../../domain/content.ts'
import type { HouseRules } from '../../domain/platforms/rules.ts'
import type { Strategy } from '../../domain/strategy.ts'
import type { AgentName, ContentType, Disclosure, Finding, Language, ModelLabel, Platform } from '../../domain/words.ts'

/** What binds whoever touches a draft, besides the platform's own rules; nothing when absent. */
export interface Bounds {
  /** What the draft has to disclose. */
  disclosure?: Disclosure
  /** The rules as the organization keeps them. */
  house?: HouseRules
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

export type Message =
  | { role: 'system' | 'user'; content: string }
  | { role: 'assistant'; content: string; toolCalls: ToolCall[] }
  | { role: 'tool'; toolCallId: string; name: string; content: string }

export interface ModelCall {
  agent: AgentName
  task: AgentTask
  messages: Message[]
  tools: ToolSpec[]
  /** What the final answer must be; strict JSON Schema where the provider has it. */
  output: { name: string; schema: Record<string, unknown> }
  maxOutputTokens: number
}

export interface ModelAnswer {
  /** JSON text of the final answer; empty while the model asks for tools. */
  text: string
  toolCalls: ToolCall[]
  model: ModelLabel
  usage: { inputTokens: number; cachedInputTokens: number; outputTokens: number }
  costMicros: number
}

/** One language model, or the offline composer. One method that matters. */
export interface Model {
  readonly label: ModelLabel
  readonly languages: readonly Language[]
  /** What one request over this many platforms is expected to cost, and the most it may, in micros of a US dollar. */
  estimate(platforms: number): { expectedMicros: number; ceilingMicros: number }
  /**
   * Answers once, without retrying. Throws ModelFailure. Has its own deadline; `signal` ends it earlier.
   */
  complete(call: ModelCall, signal: AbortSignal): Promise<ModelAnswer>
}

export type ModelFailureKind = 'refused' | 'misconfigured' | 'rate_limited' | 'unavailable' | 'timeout' | 'nonsense'

/** A model call that gave no answer. `retryAfterMs` when the provider said when to come back. */
export class ModelFailure extends Error {
  readonly kind: ModelFailureKind
  readonly retryAfterMs: number | undefined
  constructor(kind: ModelFailureKind, message: string, options: { cause?: unknown; retryAfterMs?: number | undefined } = {}) {
    super(message.slice(0, 2000), { cause: options.cause })
    this.name = 'ModelFailure'
    this.kind = kind
    this.retryAfterMs = options.retryAfterMs
  }
}
