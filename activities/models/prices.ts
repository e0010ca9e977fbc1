import type { Usage } from './port.ts'

/**
 * What models cost, in US dollars per million tokens, which is micros per token. Gathered 2026-11 and dated where a price changes on a day.
 * - OpenAI: developers.openai.com/api/docs/pricing as quoted by aimodelcalc.pages.dev (May 2026), morphllm.com (June 2026) and the adk-model
 *   crate (March 2026).
 * - Anthropic: platform.claude.com/docs/en/about-claude/pricing as read in October 2026 by the release notes of claudit 1.9.2, PromptFuel
 *   1.0.23 and the synaps crate 0.10.2. Cache writes are those of five minutes, the only ones we ask for.
 * - Gemini: ai.google.dev/gemini-api/docs/pricing as quoted on 2026-10-07 by api-evangelist/deepmind, and litellm's discussions 39357 and
 *   46238. Thoughts are billed as output. Cached reads of the 2.5 and 3.1 models are a tenth of input.
 * Prices fall more often than they rise, so a stale row overstates.
 */
export interface Price {
  inputMicros: number
  cachedInputMicros: number
  /** Input that is written to a cache; like other input where a provider does not charge for it. */
  cacheWriteMicros?: number
  outputMicros: number
}

interface Row extends Price {
  /** The first day (UTC) of this price; the table's own beginning when absent. */
  from?: string
  /** Where a long prompt makes the whole call dearer. */
  long?: { over: number; price: Price }
}

const openai = (inputMicros: number, cachedInputMicros: number, outputMicros: number): Price => ({
  inputMicros,
  cachedInputMicros,
  outputMicros,
})
const gemini = openai
const anthropic = (inputMicros: number, cacheWriteMicros: number, cachedInputMicros: number, outputMicros: number): Price => ({
  inputMicros,
  cachedInputMicros,
  cacheWriteMicros,
  outputMicros,
})

/** The rows of one model, oldest first. */
const PRICES: Readonly<Record<string, readonly Row[]>> = {
  'gpt-4o': [openai(2.5, 1.25, 10)],
  'gpt-4o-mini': [openai(0.15, 0.075, 0.6)],
  'gpt-4.1': [openai(2, 0.5, 8)],
  'gpt-4.1-mini': [openai(0.4, 0.1, 1.6)],
  'gpt-4.1-nano': [openai(0.1, 0.025, 0.4)],
  'gpt-5': [openai(1.25, 0.125, 10)],
  'gpt-5-mini': [openai(0.25, 0.025, 2)],
  'gpt-5.4': [openai(2.5, 0.25, 15)],
  'gpt-5.4-mini': [openai(0.75, 0.075, 4.5)],
  'gpt-5.4-nano': [openai(0.2, 0.02, 1.25)],
  'gpt-5.5': [openai(5, 0.5, 30)],
  'claude-fable-5-1': [anthropic(10, 12.5, 0.25, 50)],
  'claude-opus-5-5': [anthropic(4, 5, 0.2, 20)],
  'claude-opus-5': [anthropic(5, 6.25, 0.5, 25)],
  'claude-opus-4-8': [anthropic(5, 6.25, 0.5, 25)],
  'claude-sonnet-5-5': [anthropic(2, 2.5, 0.2, 10), { from: '2026-10-07', ...anthropic(2, 2.5, 0.1, 10) }],
  'claude-sonnet-5': [anthropic(2, 2.5, 0.2, 10)],
  'claude-sonnet-4-6': [anthropic(3, 3.75, 0.3, 15)],
  'claude-sonnet-4-5': [anthropic(3, 3.75, 0.3, 15)],
  'claude-haiku-5-5': [{ ...anthropic(0.1, 0.125, 0.01, 0.5), long: { over: 100_000, price: anthropic(0.5, 0.625, 0.05, 2.5) } }],
  'claude-haiku-4-5': [anthropic(1, 1.25, 0.1, 5)],
  'gemini-4-argon': [gemini(2, 0.1, 10), { from: '2026-12-01', ...gemini(4, 0.2, 20) }],
  'gemini-3.8-flash': [gemini(0.75, 0.075, 3.75), { from: '2027-01-01', ...gemini(1.5, 0.15, 7.5) }],
  'gemini-3.5-flash': [gemini(1.5, 0.15, 9)],
  'gemini-3.5-flash-lite': [gemini(0.3, 0.03, 2.5)],
  'gemini-3.1-pro-preview': [{ ...gemini(2, 0.2, 12), long: { over: 200_000, price: gemini(4, 0.4, 18) } }],
  'gemini-2.5-pro': [{ ...gemini(1.25, 0.125, 10), long: { over: 200_000, price: gemini(2.5, 0.25, 15) } }],
  'gemini-2.5-flash': [gemini(0.3, 0.03, 2.5)],
}

/** The price of a model on a day; a name not in the table is priced at the dearest row, so that a budget stops too early rather than too late. */
export function priceOf(model: string, at = new Date()): { price: Price & Pick<Row, 'long'>; known: boolean } {
  // Routers prefix the maker ("openai/gpt-4o"), snapshots append a date ("gpt-4o-2024-08-06", "claude-haiku-4-5-20251001").
  const name = model.replace(/^.*\//, '').replace(/-(\d{4}-\d{2}-\d{2}|\d{8})$/, '')
  const rows = Object.hasOwn(PRICES, name) ? PRICES[name] : undefined
  const row = rows?.findLast(({ from }) => !from || at.getTime() >= Date.parse(from))
  return row ? { price: row, known: true } : { price: dearest(), known: false }
}

/** A sentence for whoever reads a cost, when a model's price is not known; undefined when all are. */
export function unknownPrices(models: readonly string[]): string | undefined {
  const unknown = [...new Set(models)].filter((model) => !priceOf(model).known)
  if (unknown.length === 0) return undefined
  const { inputMicros, outputMicros } = dearest()
  return `The price of ${unknown.join(' and ')} is not known here; cost is counted at $${inputMicros} and $${outputMicros} per million tokens in and out, the dearest known.`
}

/** Micros of a US dollar, rounded up: a paid call never costs nothing. */
export function costMicros(model: string, usage: Usage, at = new Date()): number {
  const { inputTokens, outputTokens } = usage
  const { price: row } = priceOf(model, at)
  const price = row.long && inputTokens > row.long.over ? row.long.price : row
  const cached = Math.min(usage.cachedInputTokens, inputTokens)
  const written = Math.min(usage.cacheWriteTokens ?? 0, inputTokens - cached)
  const cost =
    (inputTokens - cached - written) * price.inputMicros +
    cached * price.cachedInputMicros +
    written * (price.cacheWriteMicros ?? price.inputMicros) +
    outputTokens * price.outputMicros
  // Prices have at most three decimals; sums of them as doubles have more, and a ceiling would make a micro of the dust.
  return Math.max(1, Math.ceil(Math.round(cost * 1e6) / 1e6))
}

/** Tokens in a text when a server does not count them: 3 characters each, which overstates English (about 4) and fits Indonesian. */
export function estimatedTokens(text: string): number {
  return Math.max(1, Math.ceil(text.length / 3))
}

function dearest(): Price {
  return Object.values(PRICES)
    .flat()
    .reduce((most, price) => (price.outputMicros > most.outputMicros ? price : most))
}
