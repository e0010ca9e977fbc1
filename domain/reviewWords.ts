import { approvalsNeeded, type Needs } from './approvals.ts'
import type { ContentType, Language, Verdict } from './words.ts'

/** Words that mails to approvers and the page behind their link share, in each language. */
export interface ReviewWords {
  /** Of BCP 47, for dates and for the page. */
  locale: string
  contentTypes: Readonly<Partial<Record<ContentType, string>>>
  said: Readonly<Record<Verdict, string>>
  version(n: number): string
  level(n: number, of: number, name: string): string
  needs(needs: Needs, approvers: number): string
  draftFor(platform: string, contentType: string): string
}

export const REVIEW_WORDS: Readonly<Record<Language, ReviewWords>> = {
  en: {
    locale: 'en-GB',
    contentTypes: {},
    said: { approve: 'approved', request_changes: 'asked for changes', reject: 'rejected' },
    version: (n) => `version ${n}`,
    level: (n, of, name) => `Level ${n} of ${of}${name && `: ${name}`}`,
    needs(needs, approvers) {
      const needed = approvalsNeeded(needs, approvers)
      if (approvers === 1) return 'Your decision counts alone.'
      if (needs === 'any') return 'The first decision counts.'
      return needed === approvers ? `All ${approvers} approvers have to approve.` : `${needed} of ${approvers} approvers have to approve.`
    },
    draftFor: (platform, contentType) => `${platform} ${contentType}`,
  },
  id: {
    locale: 'id-ID',
    contentTypes: { post: 'unggahan', article: 'artikel', script: 'naskah video', photo: 'foto', thread: 'utas' },
    said: { approve: 'disetujui', request_changes: 'diminta perubahan', reject: 'ditolak' },
    version: (n) => `versi ${n}`,
    level: (n, of, name) => `Tahap ${n} dari ${of}${name && `: ${name}`}`,
    needs(needs, approvers) {
      const needed = approvalsNeeded(needs, approvers)
      if (approvers === 1) return 'Keputusan Anda sudah cukup.'
      if (needs === 'any') return 'Keputusan pertama yang berlaku.'
      return needed === approvers
        ? `Semua pemberi persetujuan (${approvers} orang) harus menyetujui.`
        : `Diperlukan persetujuan dari ${needed} di antara ${approvers} pemberi persetujuan.`
    },
    draftFor: (platform, contentType) => `${contentType} ${platform}`,
  },
}

/** "Instagram carousel", "artikel LinkedIn". */
export function draftName(language: Language, platform: string, contentType: ContentType): string {
  const words = REVIEW_WORDS[language]
  return words.draftFor(platform, words.contentTypes[contentType] ?? contentType)
}

/** Such as "Thursday 26 November 2026 at 14:00 (Europe/London)". */
export function momentIn(language: Language, at: Date, timeZone: string): string {
  const { locale } = REVIEW_WORDS[language]
  return `${new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short', timeZone }).format(at)} (${timeZone})`
}
