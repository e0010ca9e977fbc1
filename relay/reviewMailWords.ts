import type { ReviewTemplate } from '../db/mails.ts'
import type { Needs } from '../domain/approvals.ts'
import { draftName, momentIn, REVIEW_WORDS } from '../domain/reviewWords.ts'
import type { ContentType, Language, Verdict } from '../domain/words.ts'
import type { MailWords } from './mailLayout.ts'

export interface ReviewFacts {
  language: Language
  organization: string
  brand: string
  /** The first words of what was asked for. */
  prompt: string
  round: number
  level: number
  levels: number
  levelName: string
  needs: Needs
  approvers: number
  drafts: { platform: string; contentType: ContentType; version: number; firstLine: string }[]
  dueAt: Date
  timeZone: string
  /** Empty where the mail carries no link. */
  link: string
  /** Six digits, where the mail brings some. */
  code: string
  /** What the mail's order says besides. */
  data: Readonly<Record<string, unknown>>
  decidedBy: string
  verdicts: { platform: string; verdict: Verdict; comment: string }[]
}

type Parts = Pick<MailWords, 'subject' | 'before' | 'after' | 'list'> & { button?: string }

/** What a mail about a round of a review says, in the language of its drafts. */
export function reviewWords(template: ReviewTemplate, facts: ReviewFacts): Omit<MailWords, 'logoUrl'> {
  const { button, ...parts } = WRITERS[facts.language](template, facts)
  return {
    language: facts.language,
    from: facts.organization,
    footer: FOOTERS[facts.language](facts),
    ...parts,
    ...(button && facts.link && { button: { words: button, link: facts.link } }),
    ...(facts.code && { code: facts.code }),
  }
}

const FOOTERS: Readonly<Record<Language, (facts: ReviewFacts) => string>> = {
  en: ({ organization, brand }) =>
    `You get this because ${organization} asks for your decision on content for ${brand}, or because you asked for it.`,
  id: ({ organization, brand }) =>
    `Anda menerima email ini karena ${organization} meminta keputusan Anda atas konten untuk ${brand}, atau karena Anda yang memesannya.`,
}

function listOf({ language, drafts }: ReviewFacts): NonNullable<MailWords['list']> {
  const { version } = REVIEW_WORDS[language]
  return drafts.map((draft) => ({
    title: `${capital(draftName(language, draft.platform, draft.contentType))} (${version(draft.version)})`,
    lines: draft.firstLine ? [draft.firstLine] : [],
  }))
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const names = (value: unknown): string => (Array.isArray(value) ? value.filter((name) => typeof name === 'string').join(', ') : '')

const WRITERS: Readonly<Record<Language, (template: ReviewTemplate, facts: ReviewFacts) => Parts>> = { en: english, id: indonesian }

function english(template: ReviewTemplate, facts: ReviewFacts): Parts {
  const { organization, brand, drafts, data, levels } = facts
  const words = REVIEW_WORDS.en
  const many = drafts.length === 1 ? 'one draft' : `${drafts.length} drafts`
  const due = `Please decide by ${momentIn('en', facts.dueAt, facts.timeZone)}.`
  const once = 'The link works without an account, for one decision. Whoever has it can decide, so please do not pass it on.'
  const stage = [
    ...(levels > 1 ? [`${words.level(facts.level, levels, facts.levelName)}.`] : []),
    words.needs(facts.needs, facts.approvers),
  ].join(' ')
  const again = facts.round > 1 && drafts.some(({ version }) => version > 1)
  const ask = { list: listOf(facts), button: 'Review the drafts', after: [stage, due, once] }
  switch (template) {
    case 'review':
      return {
        subject: again ? `Changed as you asked: ${brand}, ${many}` : `Please review: ${brand}, ${many}`,
        before: [
          again
            ? `${organization} has changed what was asked for. The page shows word by word what is new.`
            : `${organization} has prepared ${many} for ${brand}.`,
          `Asked for: ${facts.prompt}`,
        ],
        ...ask,
      }
    case 'reminder':
      return {
        subject: `Still waiting for you: ${brand}, ${many}`,
        before: [
          `${many[0]?.toUpperCase()}${many.slice(1)} for ${brand} still ${drafts.length === 1 ? 'waits' : 'wait'} for your decision; about ${Number(data.hours_left ?? 0)} hours are left.`,
        ],
        ...ask,
      }
    case 'escalated':
      return {
        subject: `You are asked to step in: ${brand}, ${many}`,
        before: [
          `${organization} asks you as well, because there is no answer yet${names(data.missing) && ` from ${names(data.missing)}`}.`,
          `Asked for: ${facts.prompt}`,
        ],
        ...ask,
      }
    case 'reassigned':
      return {
        subject: `It is yours now: ${brand}, ${many}`,
        before: [
          `The decision has passed to you, because there was no answer in time${names(data.missing) && ` from ${names(data.missing)}`}.`,
          `Asked for: ${facts.prompt}`,
        ],
        ...ask,
      }
    case 'decided':
      return {
        subject: `Decided: ${brand}`,
        before: [`${facts.decidedBy} decided on what you asked for: ${facts.prompt}`],
        list: facts.verdicts.map((v) => ({ title: `${v.platform}: ${words.said[v.verdict]}`, lines: v.comment ? [`“${v.comment}”`] : [] })),
        after: [],
      }
    case 'held':
      return {
        subject: `Nobody decided in time: ${brand}`,
        before: [
          `The review of ${many} for ${brand} is over its time and is held: ${text(data.why)}.`,
          'It waits on. You can give it more time, ask somebody else, or cancel the request.',
        ],
        list: listOf(facts),
        after: [],
      }
    case 'new_link_asked':
      return {
        subject: `A new link is asked for: ${brand}`,
        before: [
          `${text(data.by)} opened a link that no longer works (${text(data.why).replaceAll('_', ' ')}) and asks for a new one.`,
          'Send one if it is still their turn.',
        ],
        after: [],
      }
    case 'code':
      return {
        subject: `Your code for ${organization}`,
        before: ['Type this code on the page that you opened. It is good for ten minutes.'],
        after: ['If you opened no page, do nothing.'],
      }
    case 'not_arrived':
      return {
        subject: `A mail did not arrive: ${brand}`,
        before: [`The mail to ${text(data.to)} did not arrive: ${text(data.reason)}.`, 'Check the address, or ask somebody else.'],
        after: [],
      }
    default:
      return template satisfies never
  }
}

function indonesian(template: ReviewTemplate, facts: ReviewFacts): Parts {
  const { organization, brand, drafts, data, levels } = facts
  const words = REVIEW_WORDS.id
  const many = `${drafts.length} draf`
  const due = `Mohon putuskan paling lambat ${momentIn('id', facts.dueAt, facts.timeZone)}.`
  const once =
    'Tautan ini dapat dibuka tanpa akun dan berlaku untuk satu kali keputusan. Siapa pun yang memilikinya dapat memutuskan, jadi mohon jangan diteruskan.'
  const stage = [
    ...(levels > 1 ? [`${words.level(facts.level, levels, facts.levelName)}.`] : []),
    words.needs(facts.needs, facts.approvers),
  ].join(' ')
  const again = facts.round > 1 && drafts.some(({ version }) => version > 1)
  const ask = { list: listOf(facts), button: 'Tinjau draf', after: [stage, due, once] }
  switch (template) {
    case 'review':
      return {
        subject: again ? `Sudah diubah sesuai permintaan Anda: ${brand}, ${many}` : `Mohon ditinjau: ${brand}, ${many}`,
        before: [
          again
            ? `${organization} sudah mengubah bagian yang diminta. Halamannya menunjukkan kata demi kata apa yang baru.`
            : `${organization} telah menyiapkan ${many} untuk ${brand}.`,
          `Yang diminta: ${facts.prompt}`,
        ],
        ...ask,
      }
    case 'reminder':
      return {
        subject: `Masih menunggu Anda: ${brand}, ${many}`,
        before: [`${many} untuk ${brand} masih menunggu keputusan Anda; waktunya tinggal sekitar ${Number(data.hours_left ?? 0)} jam.`],
        ...ask,
      }
    case 'escalated':
      return {
        subject: `Mohon bantuan Anda: ${brand}, ${many}`,
        before: [
          `${organization} juga meminta keputusan Anda karena belum ada jawaban${names(data.missing) && ` dari ${names(data.missing)}`}.`,
          `Yang diminta: ${facts.prompt}`,
        ],
        ...ask,
      }
    case 'reassigned':
      return {
        subject: `Kini keputusan ada pada Anda: ${brand}, ${many}`,
        before: [
          `Keputusan dialihkan kepada Anda karena tidak ada jawaban tepat waktu${names(data.missing) && ` dari ${names(data.missing)}`}.`,
          `Yang diminta: ${facts.prompt}`,
        ],
        ...ask,
      }
    case 'decided':
      return {
        subject: `Sudah diputuskan: ${brand}`,
        before: [`${facts.decidedBy} telah memutuskan permintaan Anda: ${facts.prompt}`],
        list: facts.verdicts.map((v) => ({ title: `${v.platform}: ${words.said[v.verdict]}`, lines: v.comment ? [`“${v.comment}”`] : [] })),
        after: [],
      }
    case 'held':
      return {
        subject: `Belum ada keputusan tepat waktu: ${brand}`,
        before: [
          `Peninjauan ${many} untuk ${brand} melewati tenggat dan ditahan: ${text(data.why)}.`,
          'Peninjauan tetap menunggu. Anda dapat menambah waktu, meminta orang lain, atau membatalkan permintaan.',
        ],
        list: listOf(facts),
        after: [],
      }
    case 'new_link_asked':
      return {
        subject: `Tautan baru diminta: ${brand}`,
        before: [
          `${text(data.by)} membuka tautan yang tidak berlaku lagi (${text(data.why).replaceAll('_', ' ')}) dan meminta yang baru.`,
          'Kirimkan bila memang masih gilirannya.',
        ],
        after: [],
      }
    case 'code':
      return {
        subject: `Kode Anda untuk ${organization}`,
        before: ['Ketik kode ini di halaman yang Anda buka. Kode berlaku sepuluh menit.'],
        after: ['Bila Anda tidak membuka halaman apa pun, abaikan email ini.'],
      }
    case 'not_arrived':
      return {
        subject: `Email tidak sampai: ${brand}`,
        before: [`Email ke ${text(data.to)} tidak sampai: ${text(data.reason)}.`, 'Periksa alamatnya, atau minta orang lain.'],
        after: [],
      }
    default:
      return template satisfies never
  }
}
