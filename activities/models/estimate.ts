import type { AgentName } from '../../domain/words.ts'
import type { Estimate, Usage } from './port.ts'
import { costMicros } from './prices.ts'

/** Which agents do with the small model: brand voice edits what another has written. */
const SMALL: ReadonlySet<AgentName> = new Set(['brand_voice'])

/** The names of one provider's models: a large and a small one, and what single agents were given instead. */
export interface ModelNames {
  model: string
  smallModel: string
  agents?: Partial<Record<AgentName, string>> | undefined
}

/** The model an agent asks for. */
export function nameFor({ model, smallModel, agents }: ModelNames, agent: AgentName): string {
  return agents?.[agent] ?? (SMALL.has(agent) ? smallModel : model)
}

/** The four kinds of work a request consists of; every platform's writer is one kind. */
export type Kind = 'strategist' | 'writer' | 'brand_voice' | 'quality_assurance'

/**
 * Tokens of one call, from the length of our prompts with a brand of one page and of ordinary drafts. Two calls a step are typical (one round
 * of tools); seven are the most (four rounds, two repairs), and three passes a draft. Change rounds come on top and are bounded by the request's budget.
 */
const TYPICAL: Record<Kind, Usage> = {
  strategist: { inputTokens: 1_500, cachedInputTokens: 0, outputTokens: 600 },
  writer: { inputTokens: 2_500, cachedInputTokens: 0, outputTokens: 900 },
  brand_voice: { inputTokens: 2_500, cachedInputTokens: 0, outputTokens: 900 },
  quality_assurance: { inputTokens: 2_500, cachedInputTokens: 0, outputTokens: 250 },
}
const CALLS_A_STEP = { typical: 2, most: 7 }
const MOST_PASSES = 3

/** The models that may do one kind of work; null is one that costs nothing. */
export interface Candidates {
  /** Who is asked first: several where platforms differ. */
  first: readonly (string | null)[]
  /** Whoever may stand in for them. */
  others?: readonly (string | null)[]
}

/** What a request over this many platforms costs when nobody has to stand in, and the most when the dearest does everything. */
export function estimateOf(platforms: number, candidates: (kind: Kind) => Candidates): Estimate {
  const dearest = (kind: Kind, names: Candidates['first']) =>
    Math.max(0, ...names.map((name) => (name === null ? 0 : costMicros(name, TYPICAL[kind]))))
  const request = (cost: (kind: Kind) => number, passes: number) =>
    cost('strategist') + platforms * passes * (cost('writer') + cost('brand_voice') + cost('quality_assurance'))
  const expected = (kind: Kind) => dearest(kind, candidates(kind).first)
  const most = (kind: Kind) => dearest(kind, [...candidates(kind).first, ...(candidates(kind).others ?? [])])
  return {
    expectedMicros: CALLS_A_STEP.typical * request(expected, 1),
    ceilingMicros: CALLS_A_STEP.most * request(most, MOST_PASSES),
  }
}
