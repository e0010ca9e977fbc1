import { randomUUID } from 'node:crypto'
import { costMicros } from '../../activities/models/prices.ts'
import { Level } from '../../domain/approvals.ts'
import {
  type AgentName,
  CONTENT_TYPES,
  type ContentType,
  type Language,
  PLATFORMS,
  type Platform,
  type PlatformStatus,
  type RequestStatus,
} from '../../domain/words.ts'
import type { DemoAgency } from './agency.ts'
import { ASKING, DEMO_BRANDS } from './brands.ts'
import { keyOf } from './drafts.ts'

/** One request as it went, small enough for a hundred thousand of them; dev/seed/rows.ts makes the rows of it. */
export interface PlannedRequest {
  id: string
  at: string
  decided_at: string
  finished_at: string
  user_id: string
  brand: number
  prompt: string
  language: Language
  platforms: Platform[]
  types: ContentType[]
  statuses: PlatformStatus[]
  status: RequestStatus
  reason: string
  /** Rounds of review; none where nothing was shown. */
  rounds: 0 | 1 | 2
  comment: string
  approval: unknown
  /** By platform and version. */
  drafts: { platform: Platform; type: ContentType; version: number; key: string; score: number }[]
  calls: PlannedCall[]
}

interface PlannedCall {
  agent: AgentName
  step: string
  version: number
  provider: string
  model: string
  input: number
  output: number
  cost: number
  /** An attempt before it that gave no answer, and what that was billed. */
  lost: number | null
}

/** Who writes: a large model, and a small one for the brand's voice. Names without a price cost nothing. */
const MODELS = [
  { share: 55, provider: 'openai', large: 'gpt-4o', small: 'gpt-4o-mini' },
  { share: 25, provider: 'anthropic', large: 'claude-sonnet-5-5', small: 'claude-haiku-5-5' },
  { share: 12, provider: 'gemini', large: 'gemini-3.8-flash', small: 'gemini-3.5-flash-lite' },
  { share: 8, provider: 'offline', large: 'offline-composer-1', small: 'offline-composer-1' },
] as const

const ENDS: readonly { share: number; status: RequestStatus }[] = [
  { share: 72, status: 'completed' },
  { share: 7, status: 'partial' },
  { share: 6, status: 'rejected' },
  { share: 6, status: 'expired' },
  { share: 4, status: 'cancelled' },
  { share: 5, status: 'failed' },
]

const COMMENTS: Record<Language, string[]> = {
  en: ['Put the benefit first, please.', 'A little warmer, and end with a question.', 'Say it in our own words.'],
  id: ['Tolong manfaatnya di depan.', 'Lebih hangat sedikit, tutup dengan pertanyaan.', 'Pakai kata-kata kami sendiri.'],
}

const MONTHS = 18
const DAY_MS = 86_400_000

/** Numbers that look random and are the same each time (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Plans requests of the last 18 months: more of late, in working hours, all of them over. */
export function planRequests(agency: DemoAgency, of: { count: number; random: () => number; now: Date }): PlannedRequest[] {
  const { random, now } = of
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const weighted = <T extends { share: number }>(list: readonly T[]): T => {
    let left = random() * list.reduce((sum, { share }) => sum + share, 0)
    for (const one of list) {
      left -= one.share
      if (left < 0) return one
    }
    return list.at(-1) as T
  }
  const asking = agency.people.filter(({ role }) => role === 'owner' || role === 'admin' || role === 'editor')
  const reviewer = agency.people.find(({ role }) => role === 'reviewer') ?? agency.people[0]
  if (!reviewer || !asking.length) throw new Error('the demonstration agency has nobody left who asks or decides')

  function one(): PlannedRequest {
    const brand = Math.floor(random() * DEMO_BRANDS.length)
    const language: Language = random() < 0.55 ? 'en' : 'id'
    const subjects = DEMO_BRANDS[brand]?.subjects[language] ?? []
    const subject = Math.floor(random() * subjects.length)
    const words = ASKING[language]
    const about = subjects[subject]
    const prompt = `${pick(words.begin)} ${about?.name} ${pick(words.occasion)}: ${about?.detail}, ${pick(words.wish)}`
    const platforms = PLATFORMS.filter((_, i) => random() < ([0.6, 0.45, 0.35, 0.25, 0.2][i] ?? 0))
    if (!platforms.length) platforms.push(pick(PLATFORMS))
    const types = platforms.map((platform) => (random() < 0.7 ? CONTENT_TYPES[platform][0] : pick(CONTENT_TYPES[platform])))
    const end = weighted(ENDS).status
    const status = end === 'partial' && platforms.length === 1 ? 'completed' : end
    const shown = status !== 'cancelled' && status !== 'failed'
    const rounds = !shown ? 0 : (status === 'completed' || status === 'partial') && random() < 0.15 ? 2 : 1
    const statuses = platforms.map((_, i): PlatformStatus => {
      if (status === 'completed') return 'approved'
      if (status === 'partial') return i === platforms.length - 1 ? 'failed' : 'approved'
      return status as PlatformStatus
    })
    const made = platforms.flatMap((platform, i) =>
      shown && statuses[i] !== 'failed' ? [{ platform, type: types[i] as ContentType }] : [],
    )
    const versions = Array.from({ length: rounds }, (_, n) => n + 1)
    const drafts = versions.flatMap((version) =>
      made.map(({ platform, type }) => ({
        platform,
        type,
        version,
        key: keyOf({ brand, subject, language, platform, type, variant: version - 1 }),
        score: 0.8 + Math.floor(random() * 20) / 100,
      })),
    )
    const at = momentOf(random, now)
    const hours = 1 + random() * 30
    const decided = new Date(Math.min(at.getTime() + hours * 3_600_000, now.getTime()))
    const level = Level.parse({
      approvers: [{ email: reviewer?.email, name: reviewer?.name, user_id: reviewer?.id }],
      due_in_hours: 72,
      remind_before_hours: [24, 4],
    })
    return {
      id: randomUUID(),
      at: at.toISOString(),
      decided_at: decided.toISOString(),
      finished_at: (shown ? decided : new Date(Math.min(at.getTime() + 60_000, now.getTime()))).toISOString(),
      user_id: pick(asking).id,
      brand,
      prompt,
      language,
      platforms,
      types,
      statuses,
      status,
      reason: status === 'failed' ? 'the model did not answer' : '',
      rounds,
      comment: pick(COMMENTS[language]),
      approval: {
        mode: 'required',
        approvers: [{ email: reviewer?.email, name: reviewer?.name }],
        due_in_hours: level.due_in_hours,
        remind_before_hours: level.remind_before_hours,
        tracks: [{ platforms, policy: null, levels: [level] }],
      },
      drafts,
      calls: status === 'cancelled' ? [] : callsOf(platforms, drafts),
    }
  }

  function callsOf(platforms: readonly Platform[], drafts: PlannedRequest['drafts']): PlannedCall[] {
    const { provider, large, small } = weighted(MODELS)
    const call = (agent: AgentName, step: string, version: number, [input, output]: [number, number]): PlannedCall => {
      const jitter = 0.7 + random() * 0.8
      const [inputTokens, outputTokens] = [Math.round(input * jitter), Math.round(output * jitter)]
      const model = agent === 'brand_voice' ? small : large
      const cost = (given: number, got: number) =>
        provider === 'offline' ? 0 : costMicros(model, { inputTokens: given, cachedInputTokens: 0, outputTokens: got })
      const lost = provider !== 'offline' && random() < 0.01 ? cost(inputTokens, 0) : null
      return {
        agent,
        step,
        version,
        provider,
        model,
        input: inputTokens,
        output: outputTokens,
        cost: cost(inputTokens, outputTokens),
        lost,
      }
    }
    const written = drafts.length ? drafts : platforms.slice(0, 1).map((platform) => ({ platform, version: 1 }))
    return [
      call('strategist', 'strategist', 1, [1_500, 600]),
      ...written.flatMap(({ platform, version }) => [
        call(platform, `${platform}/writer`, version, [2_500, 900]),
        ...(drafts.length
          ? [
              call('brand_voice', `${platform}/brand_voice`, version, [2_500, 900]),
              call('quality_assurance', `${platform}/quality_assurance`, version, [2_500, 250]),
            ]
          : []),
      ]),
    ]
  }

  return Array.from({ length: of.count }, one)
}

/** A moment of the last 18 months, twice as likely now as in the beginning, between 8 and 18 in Jakarta, seldom on a weekend. */
function momentOf(random: () => number, now: Date): Date {
  for (;;) {
    const days = Math.floor(MONTHS * 30.4 * (1 - Math.sqrt(1 - random() * 0.75)) * 2)
    const day = new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS - days * DAY_MS)
    const at = new Date(day.getTime() + (1 + random() * 10) * 3_600_000)
    const weekend = at.getUTCDay() === 0 || at.getUTCDay() === 6
    if (at < now && (!weekend || random() < 0.15)) return at
  }
}
