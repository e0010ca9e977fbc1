import type { BrandSnapshot } from '../domain/brand.ts'
import { contentWords, coversPointIn, demandedPoints } from '../domain/brief.ts'
import type { Content } from '../domain/content.ts'
import type { EarlierDraft } from '../domain/memory.ts'
import { disclosureLine } from '../domain/platforms/disclosure.ts'
import { violations } from '../domain/platforms/index.ts'
import { audienceTexts } from '../domain/platforms/measures.ts'
import { type PartScore, type ScoreParts, scoreDraft } from '../domain/score.ts'
import type { Strategy } from '../domain/strategy.ts'
import { judgeVoice } from '../domain/voice.ts'
import type { ContentType, Finding, Language, Platform, Severity } from '../domain/words.ts'
import { WRITERS } from './agents/writers.ts'
import { groundingFindings } from './grounding.ts'
import { hygieneFindings } from './hygiene.ts'
import { languageFindings } from './language.ts'
import { duplicateFindings } from './memory.ts'
import type { Bounds } from './models/port.ts'
import { boundsOf } from './tools/bounds.ts'
import { judgeEngagement } from './tools/engagementOptimizer.ts'
import { checkGrammar } from './tools/grammarChecker.ts'

export interface DraftFacts extends Bounds {
  platform: Platform
  contentType: ContentType
  language: Language
  content: Content
  brand: BrandSnapshot
  prompt: string
  strategy: Strategy | null
  /** What readers have seen before in nearly the same words. */
  seen?: readonly EarlierDraft[]
  /** What the reviewing model said, 0 to 1; null when none said anything. */
  opinion: number | null
  /** Whether the offline model wrote it. */
  offline: boolean
}

/** Below this a part's reasons are worth a revision; above, they are advice. */
const WORTH_A_REVISION = 0.7

/** Judges one draft: the rules it breaks, what else to mend, and its score. Some 30 ms; calls no model. */
export async function assess(facts: DraftFacts): Promise<{ findings: Finding[]; score: number | null; parts: ScoreParts }> {
  const { platform, contentType, language, content, brand, prompt, strategy, opinion, offline, disclosure } = facts
  const texts = audienceTexts(content)
  const broken = violations({ platform, contentType, content }, 'approval', boundsOf(facts))
  const known = [
    prompt,
    brand.brand_name,
    brand.brand_guidelines,
    JSON.stringify([brand.brand_voice, brand.target_audience, strategy]),
    disclosure ? disclosureLine(disclosure, language) : '',
  ].join('\n')
  const judged = {
    grammar: await checkGrammar(texts, language, known),
    engagement: judgeEngagement(platform, content),
    brand_voice: judgeVoice([...texts, content.hashtags.map((tag) => `#${tag}`).join(' ')], brand, language, prompt),
    coverage: judgeCoverage(texts, prompt),
  }
  const remarks = Object.entries(judged).flatMap(([part, { score, reasons }]) => {
    const severity: Severity = part === 'coverage' || (score ?? 0) < WORTH_A_REVISION ? 'WARN' : 'INFO'
    return reasons.map((message): Finding => ({ rule: `quality.${part}`, severity, stage: 'draft', message }))
  })
  const dishonest = [
    ...languageFindings(content, facts),
    ...groundingFindings(content, facts),
    ...hygieneFindings(platform, WRITERS[platform].craft, content, facts),
  ]
  const against = [...broken, ...dishonest]
  return {
    findings: [...against, ...duplicateFindings(facts.seen ?? []), ...remarks],
    ...scoreDraft({ ...judged, findings: against, opinion, offline }),
  }
}

/** The share of demanded points that the draft says, one reason for each that it does not. */
export function judgeCoverage(texts: readonly string[], prompt: string): PartScore {
  const words = new Set(contentWords(texts.join('\n')))
  const points = demandedPoints(prompt)
  const missing = points.filter((point) => !coversPointIn(words, point))
  return {
    score: 1 - missing.length / points.length,
    reasons: missing.map((point) => `The draft does not say "${point}": work it in.`),
  }
}
