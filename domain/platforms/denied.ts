import type { Content } from '../content.ts'
import { audienceTexts, items, publishedTextOf } from './measures.ts'
import type { Denied, RulePack } from './rules.ts'

/** Texts as a reader sees them: no invisible character hides a word from a pattern. */
export function readable(texts: readonly string[]): string {
  return texts.join('\n').replace(/\p{Cf}/gu, '')
}

/** Words and hashtags of an organization's list that the draft has: whole words, whatever their case. */
export function deniedIn(pack: RulePack, content: Content, of: 'terms' | 'hashtags', denied: Denied | undefined): string[] {
  if (!denied) return []
  if (of === 'hashtags') {
    const banned = denied.hashtags.map((tag) => tag.toLowerCase())
    return [...new Set(items(pack, content, 'hashtags').filter((tag) => banned.includes(tag.toLowerCase())))].map((tag) => `#${tag}`)
  }
  const all = plain(readable([publishedTextOf(pack, content), ...audienceTexts(content)]))
  return denied.terms.filter((term) => {
    const at = ` ${plain(term)} `
    return at.trim() !== '' && ` ${all} `.includes(at)
  })
}

/** Lower case words with one blank between them: no comma, dash or line break hides a word, and "cat" is not in "education". */
function plain(text: string): string {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  ).join(' ')
}
