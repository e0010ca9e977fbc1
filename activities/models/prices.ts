/**
 * What OpenAI's models cost, in US dollars per million tokens, which is micros per token. Gathered 2026-11 from
 * developers.openai.com/api/docs/pricing as quoted by others (aimodelcalc.pages.dev, May 2026, morphllm.com, June 2026, and the adk-model crate, March 2026);
 * prices fall more often than they rise, so a stale row overstates.
 */
export interface Price {
  inputMicros: number
  cachedInputMicros: number
  outputMicros: number
}

const PRICES: Readonly<Record<string, Price>> = {
  'gpt-4o': { inputMicros: 2.5, cachedInputMicros: 1.25, outputMicros: 10 },
  'gpt-4o-mini': { inputMicros: 0.15, cachedInputMicros: 0.075, outputMicros: 0.6 },
  'gpt-4.1': { inputMicros: 2, cachedInputMicros: 0.5, outputMicros: 8 },
  'gpt-4.1-mini': { inputMicros: 0.4, cachedInputMicros: 0.1, outputMicros: 1.6 },
  'gpt-4.1-nano': { inputMicros: 0.1, cachedInputMicros: 0.025, outputMicros: 0.4 },
  'gpt-5': { inputMicros: 1.25, cachedInputMicros: 0.125, outputMicros: 10 },
  'gpt-5-mini': { inputMicros: 0.25, cachedInputMicros: 0.025, outputMicros: 2 },
  'gpt-5.4': { inputMicros: 2.5, cachedInputMicros: 0.25, outputMicros: 15 },
  'gpt-5.4-mini': { inputMicros: 0.75, cachedInputMicros: 0.075, outputMicros: 4.5 },
  'gpt-5.4-nano': { inputMicros: 0.2, cachedInputMicros: 0.02, outputMicros: 1.25 },
  'gpt-5.5': { inputMicros: 5, cachedInputMicros: 0.5, outputMicros: 30 },
}

export interface Usage {
  /** All input, cached input included. */
  inputTokens: number
  cachedInputTokens: number
  outputTokens: number
}

/** The price of a model; a name not in the table is priced at the dearest row, so that a budget stops too early rather than too late. */
export function priceOf(model: string): { price: Price; known: boolean } {
  // Routers prefix the maker ("openai/gpt-4o"), snapshots append a date ("gpt-4o-2024-08-06").
  const name = model.replace(/^.*\//, '').replace(/-\d{4}-\d{2}-\d{2}$/, '')
  const price = Object.hasOwn(PRICES, name) ? PRICES[name] : undefined
  return price ? { price, known: true } : { price: dearest(), known: false }
}

/** A sentence for whoever reads a cost, when a model's price is not known; undefined when all are. */
export function unknownPrices(models: readonly string[]): string | undefined {
  const unknown = [...new Set(models)].filter((model) => !priceOf(model).known)
  if (unknown.length === 0) return undefined
  const { inputMicros, outputMicros } = dearest()
  return `The price of ${unknown.join(' and ')} is not known here; cost is counted at $${inputMicros} and $${outputMicros} per million tokens in and out, the dearest known.`
}

/** Micros of a US dollar, rounded up: a paid call never costs nothing. */
export function costMicros(model: string, { inputTokens, cachedInputTokens, outputTokens }: Usage): number {
  const { price } = priceOf(model)
  const cached = Math.min(cachedInputTokens, inputTokens)
  const cost = (inputTokens - cached) * price.inputMicros + cached * price.cachedInputMicros + outputTokens * price.outputMicros
  return Math.max(1, Math.ceil(cost))
}

/** Tokens in a text when a server does not count them: 3 characters each, which overstates English (about 4) and fits Indonesian. */
export function estimatedTokens(text: string): number {
  return Math.max(1, Math.ceil(text.length / 3))
}

function dearest(): Price {
  return Object.values(PRICES).reduce((most, price) => (price.outputMicros > most.outputMicros ? price : most))
}
