import { type Finding, PASSING_SCORE, SCORE_PARTS, type ScorePart } from './words.ts'

/**
 * The quality score of a draft: computed here from named parts, never given by a model. The opinion of the model that reviews is one
 * part of six and weighs 0.1, so no model can talk a draft past the threshold by itself.
 */
export const SCORE_WEIGHTS: Readonly<Record<ScorePart, number>> = {
  grammar: 0.15,
  compliance: 0.25,
  engagement: 0.15,
  brand_voice: 0.15,
  coverage: 0.2,
  model_opinion: 0.1,
}

/** What stands in the way of a pass: with a BLOCK, or with one part that is plainly bad, the others cannot buy it back. */
const CAPPED_SCORE = 0.79
const PLAINLY_BAD = 0.5
/** How much of compliance one finding of each severity takes. */
const COMPLIANCE_COST = { BLOCK: 1, WARN: 0.3, INFO: 0.05 } as const

/** One judged part, 0 to 1; null when it could not be judged. Reasons say what to mend. */
export interface PartScore {
  score: number | null
  reasons: string[]
}
export type ScoreParts = Record<ScorePart, PartScore & { weight: number }>

export interface ScoreInput {
  grammar: PartScore
  engagement: PartScore
  brand_voice: PartScore
  coverage: PartScore
  /** What the rule pack found; null when it could not be asked. */
  findings: readonly Finding[] | null
  /** What the reviewing model said, 0 to 1; null when it said nothing. */
  opinion: number | null
  /** The offline model has no opinion: its heuristic would only repeat the computed parts. */
  offline: boolean
}

/**
 * The score, two decimals, and what each part gave. Without an opinion the other weights are scaled up to a sum of 1. When any of the
 * five computed parts is null the score is null, and null never passes.
 */
export function scoreDraft(input: ScoreInput): { score: number | null; parts: ScoreParts } {
  const judged: Record<ScorePart, PartScore> = {
    grammar: input.grammar,
    compliance: compliance(input.findings),
    engagement: input.engagement,
    brand_voice: input.brand_voice,
    coverage: input.coverage,
    model_opinion: opinion(input),
  }
  const hasOpinion = judged.model_opinion.score !== null
  const scale = hasOpinion ? 1 : 1 - SCORE_WEIGHTS.model_opinion
  const part = (name: ScorePart) => {
    const { score, reasons } = judged[name]
    const weight = name === 'model_opinion' && !hasOpinion ? 0 : round(SCORE_WEIGHTS[name] / scale, 4)
    return { score: score === null ? null : round(Math.min(1, Math.max(0, score)), 2), reasons, weight }
  }
  const parts = Object.fromEntries(SCORE_PARTS.map((name) => [name, part(name)])) as ScoreParts
  const computed = SCORE_PARTS.filter((name) => name !== 'model_opinion').map((name) => parts[name].score)
  if (computed.some((score) => score === null || !Number.isFinite(score))) return { score: null, parts }
  const sum = SCORE_PARTS.reduce((total, name) => total + (parts[name].score ?? 0) * parts[name].weight, 0)
  const blocked = input.findings?.some((finding) => finding.severity === 'BLOCK') ?? false
  const capped = blocked || computed.some((score) => score !== null && score < PLAINLY_BAD)
  return { score: round(capped ? Math.min(sum, CAPPED_SCORE) : sum, 2), parts }
}

/** Whether a draft may go to review without a remark. A draft nobody could judge may not. */
export function passes(score: number | null): boolean {
  return score !== null && score >= PASSING_SCORE
}

function compliance(findings: readonly Finding[] | null): PartScore {
  if (!findings) return { score: null, reasons: ['The rules of the platform could not be asked.'] }
  const cost = findings.reduce((sum, finding) => sum + COMPLIANCE_COST[finding.severity], 0)
  return { score: Math.max(0, 1 - cost), reasons: findings.map((finding) => finding.message) }
}

function opinion({ offline, opinion: given }: ScoreInput): PartScore {
  if (offline) return { score: null, reasons: ['Written without a language model: no opinion is counted.'] }
  if (given === null || !Number.isFinite(given)) return { score: null, reasons: ['The reviewing model gave no opinion.'] }
  return { score: given, reasons: [] }
}

function round(value: number, decimals: number): number {
  const factor = 10 ** decimals
  return Math.round((value + Number.EPSILON) * factor) / factor
}
