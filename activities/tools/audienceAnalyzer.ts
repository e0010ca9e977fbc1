import { z } from 'zod'
import type { BrandSnapshot } from '../../domain/brand.ts'
import { contentWords, demandedPoints } from '../../domain/brief.ts'
import { type BrandHistory, NO_HISTORY } from '../../domain/history.ts'
import type { Habit } from '../../domain/platforms/readers.ts'
import type { SuggestedSlot } from '../../domain/strategy.ts'
import { type Language, PLATFORMS, type Platform } from '../../domain/words.ts'
import { type Approvals, approvalsOf, askedChanges, wordsOfDraft } from './approvals.ts'
import type { Tool } from './port.ts'
import { FREQUENCIES, suggestSlots } from './postingSlots.ts'

/** Who a request speaks to, read from the prompt, the brand and its past approvals; nothing is guessed that none of them says. */
export const audienceAnalyzer: Tool<Record<string, never>> = {
  name: 'audience_analyzer',
  description:
    "Says whom the request addresses, which of the brand's segments fit it and what its past approvals say of them, and when such people read, as slots in the organization's time zone.",
  parameters: z.object({}) as z.ZodType<Record<string, never>>,
  run(_args, task, { history }) {
    const where = task.agent === 'strategist' ? { platforms: task.platforms, timeZone: task.timeZone } : undefined
    return analyseAudience(task.prompt, task.brand, { ...where, history, language: task.language })
  },
}

export interface Audience {
  /** The most exact name for the audience that prompt or brand gives; empty when neither gives one. */
  primary: string
  segments: string[]
  /** How many approved drafts spoke of what a segment is about; segments without any are left out. */
  approved_for: { segment: string; drafts: number }[]
  /** The brand's interests that the request touches. */
  shared_interests: string[]
  locations: string[]
  habit: Habit
  suggested_slots: SuggestedSlot[]
  posting_frequency: string
  past_approvals: Approvals
  /** What clients asked to be changed, marked as data. */
  asked_changes: string
}

export function analyseAudience(
  prompt: string,
  { target_audience: target }: BrandSnapshot,
  {
    platforms = PLATFORMS,
    timeZone = 'UTC',
    history = NO_HISTORY,
    language = 'en',
  }: { platforms?: readonly Platform[]; timeZone?: string; history?: BrandHistory; language?: Language } = {},
): Audience {
  const named =
    prompt.match(
      /\b(?:invite|remind|tell|help|ask|encourage)\s+((?:(?:all|our|local|young|new|busy)\s+)*\p{L}{4,}s)\s+(?:to|that|about)\b/iu,
    )?.[1] ??
    prompt.match(
      /\bfor\s+((?:(?:busy|young|new|local|first-time|small|early|working)\s+)*(?:\p{L}+-)?(?:beginners|parents|families|students|founders|teams|runners|teachers|owners|professionals|clients|customers|kids|children|teenagers|seniors|managers|engineers|designers|cooks|travellers|travelers))\b/iu,
    )?.[1] ??
    prompt.match(
      /\b(?:untuk|bagi|undang|ingatkan|ajak)\s+((?:(?:para|semua)\s+)*(?:pemula|orang tua|keluarga|mahasiswa|pelajar|guru|pelari|karyawan|pekerja|pemilik usaha|pelaku usaha|pelanggan|klien|anak|remaja|lansia|pembeli|ibu|ayah|wisatawan|warga))\b/iu,
    )?.[1]
  const words = new Set(contentWords([prompt, ...demandedPoints(prompt)].join(' ')))
  const about = `${prompt} ${target.description} ${target.segments.join(' ')}`
  const habit: Habit =
    /\b(?:parents?|famil(?:y|ies)|mothers?|fathers?|kids|children|kindergarten|orang tua|keluarga|ibu|ayah|anak|tk)\b/i.test(about)
      ? 'family evening'
      : /\b(?:students?|campus|university|school|mahasiswa|kampus|pelajar)\b/i.test(about)
        ? 'student'
        : /\b(?:b2b|founders?|managers?|engineers?|professionals?|teams?|business(?:es)?|clients?|hiring|invoices?|office|klien|karyawan|pekerja|kantor|usaha kecil|umkm|lowongan|faktur)\b/i.test(
              about,
            )
          ? 'working day'
          : 'general'
  const fitting = target.segments.filter((segment) => contentWords(segment).some((word) => words.has(word)))
  const drafts = history.approved.map(wordsOfDraft)
  const approvedFor = (segment: string) => {
    const about = contentWords(segment)
    return drafts.filter((draft) => about.some((word) => draft.has(word))).length
  }
  // Of segments that the request does not name, the better proven come first; equals keep the brand's order.
  const others = target.segments.filter((segment) => !fitting.includes(segment)).sort((a, b) => approvedFor(b) - approvedFor(a))
  const segments = [...fitting, ...others].slice(0, 4)
  return {
    primary:
      named?.replace(/^(?:our|all|para|semua)\s+/i, '') ??
      fitting[0] ??
      target.segments[0] ??
      target.description.split(/[.;,]/)[0]?.trim() ??
      '',
    segments,
    approved_for: segments.map((segment) => ({ segment, drafts: approvedFor(segment) })).filter(({ drafts }) => drafts > 0),
    shared_interests: target.interests.filter((interest) => contentWords(interest).some((word) => words.has(word))),
    locations: target.locations.slice(0, 3),
    habit,
    suggested_slots: suggestSlots(habit, platforms, timeZone, history, language),
    posting_frequency: FREQUENCIES[language][habit],
    past_approvals: approvalsOf(history),
    asked_changes: askedChanges(history),
  }
}
