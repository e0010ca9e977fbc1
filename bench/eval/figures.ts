import type { Brief } from './briefs.ts'
import type { Made } from './drafts.ts'
import { bannedIn, invented, isDisclosed, languageOf, likeness, says } from './reading.ts'

/** One figure of the table, with what it has to be. */
export interface Figure {
  name: string
  value: number
  /** `least` where more is better. */
  bound: 'least' | 'most'
  threshold: number
  ok: boolean
  /** What brought it down, a few of them. */
  examples: string[]
}

/** A draft that a client would get as it is. */
const isAccepted = ({ status, draft }: Made) => draft !== null && (status === 'approved' || status === 'needs_attention')

/** Platforms share the points, which a script says twice, aloud and on screen, and the call to action; where more is the same, one was copied. */
const LIKE_AT_MOST = 0.6

/** Everything that is measured of drafts, each computed here and none by a model. `again` is the same briefs asked a second time. */
export function figuresOf(made: readonly Made[], again: readonly Made[]): Figure[] {
  const accepted = made.filter(isAccepted)
  const where = ({ brief, platform, contentType }: Made) => `${brief.id}, ${platform} ${contentType}`
  const drafts = <T>(find: (of: Made & { draft: NonNullable<Made['draft']> }) => T[]) =>
    accepted.flatMap((one) => (one.draft ? find({ ...one, draft: one.draft }).map((found) => `${where(one)}: ${String(found)}`) : []))

  const points = accepted.flatMap((one) => one.brief.must_say.map((wordings) => ({ one, wordings, said: says(textsOf(one), wordings) })))
  const missed = points.filter(({ said }) => !said).map(({ one, wordings }) => `${where(one)}: "${wordings[0]}"`)
  const voices = accepted.map(({ draft }) => draft?.voice ?? 0)
  const low = accepted.filter(({ draft }) => (draft?.voice ?? 0) <= 0.8).map((one) => `${where(one)}: ${one.draft?.voice}`)
  const owed = accepted.filter(({ brief }) => ['paid', 'gifted', 'affiliate'].includes(brief.disclosure.connection))
  const undisclosed = owed.filter(({ draft }) => !isDisclosed(draft?.content)).map(where)
  const wrongLanguage = accepted
    .filter(({ brief, draft }) => languageOf(draft?.content) !== brief.language)
    .map((one) => `${where(one)}: ${languageOf(one.draft?.content) ?? 'cannot be told'}`)
  const pairs = pairsOf(accepted)
  const alike = pairs
    .filter(({ like }) => like > LIKE_AT_MOST)
    .map(({ one, other, like }) => `${where(one)} and ${other.platform}: ${like.toFixed(2)}`)
  const differing = again.filter((second) =>
    made.some(
      (first) =>
        first.brief.id === second.brief.id &&
        first.platform === second.platform &&
        JSON.stringify(first.draft?.content) !== JSON.stringify(second.draft?.content),
    ),
  )
  const lost = made.filter((one) => !isAccepted(one)).map((one) => `${where(one)}: ${one.status}, ${one.reason}`)

  return [
    figure('drafts accepted, share of those asked for', ratio(accepted.length, made.length), 'least', 1, lost),
    figure(
      'accepted drafts with a BLOCK finding',
      drafts(({ draft }) => blocking(draft.findings)).length,
      'most',
      0,
      drafts(({ draft }) => blocking(draft.findings)),
    ),
    figure('demanded points said, share', ratio(points.length - missed.length, points.length), 'least', 0.95, missed),
    figure('figures, links, prices and quotations nobody gave', drafts(inventedIn).length, 'most', 0, drafts(inventedIn)),
    figure('lowest voice score', voices.length ? Math.min(...voices) : 0, 'least', 0.8, low),
    figure(
      'words the brand never says',
      drafts(({ draft, brief }) => bannedIn(draft.content, brief)).length,
      'most',
      0,
      drafts(({ draft, brief }) => bannedIn(draft.content, brief)),
    ),
    figure('drafts that owe a disclosure and do not open with it', undisclosed.length, 'most', 0, undisclosed),
    figure('drafts in another language than asked', wrongLanguage.length, 'most', 0, wrongLanguage),
    figure('pairs of platforms that read alike', alike.length, 'most', 0, alike),
    figure('drafts that differ when asked again', differing.length, 'most', 0, differing.map(where)),
  ]
}

const textsOf = ({ draft }: Made) => {
  const { hashtags = [] } = (draft?.content ?? {}) as { hashtags?: string[] }
  return [textOf(draft?.content), ...hashtags]
}
/** All a reader sees, as one text: a point may be said over two sentences. */
const textOf = (content: unknown) =>
  JSON.stringify(content ?? '', (key, value: unknown) =>
    ['visual', 'alt_text', 'brief', 'sound', 'form', 'kind'].includes(key) ? undefined : value,
  ).replaceAll('\\n', ' ')

const blocking = (findings: readonly { severity: string; message: string }[]) =>
  findings.filter(({ severity }) => severity === 'BLOCK').map(({ message }) => message)

function inventedIn({ draft, brief }: { draft: NonNullable<Made['draft']>; brief: Brief }): string[] {
  return invented(draft.content, [brief.prompt, JSON.stringify(brief.brand), brief.disclosure.sponsor].join('\n'))
}

function pairsOf(made: readonly Made[]): { one: Made; other: Made; like: number }[] {
  return made.flatMap((one, i) =>
    made
      .slice(i + 1)
      .flatMap((other) =>
        one.brief.id === other.brief.id ? [{ one, other, like: likeness(one.draft?.content, other.draft?.content, one.brief.prompt) }] : [],
      ),
  )
}

function figure(name: string, value: number, bound: 'least' | 'most', threshold: number, examples: readonly string[]): Figure {
  const ok = bound === 'least' ? value >= threshold : value <= threshold
  return {
    name,
    value: Math.round(value * 1000) / 1000,
    bound,
    threshold,
    ok,
    examples: ok && bound === 'most' ? [] : examples.slice(0, 5),
  }
}

const ratio = (part: number, whole: number) => (whole === 0 ? 0 : part / whole)
