import { z } from 'zod'
import type { BrandSnapshot } from '../../domain/brand.ts'
import type { Content } from '../../domain/content.ts'
import { fits } from '../../domain/platforms/index.ts'
import { audienceTexts } from '../../domain/platforms/measures.ts'
import { EMOJI, EMOJI_MOST, profileWith, wordPattern } from '../../domain/voice.ts'
import { voiceBy } from '../../domain/voiceProfile.ts'
import type { Language } from '../../domain/words.ts'
import { boundsOf } from './bounds.ts'
import type { Tool } from './port.ts'

/** Applies what of the brand's style can be applied by rule to the whole draft. */
export const styleEnforcer: Tool<Record<string, never>> = {
  name: 'style_enforcer',
  description:
    "Returns the draft with the brand's style applied by rule: banned words out, emoji limited, contractions by formality. Says what it changed.",
  parameters: z.object({}) as z.ZodType<Record<string, never>>,
  run(_args, task, { history }) {
    if (!('content' in task)) throw new Error(`style_enforcer serves agents that have a draft, not ${task.agent}`)
    const { platform, contentType, brand } = task
    const options = boundsOf(task)
    // What tone_detector would ask for, or the two would pull at the draft from both sides.
    const sounding = { ...brand, brand_voice: voiceBy(brand.brand_voice, profileWith(brand, history)) }
    return enforceStyle(task.content, sounding, task.language, (content) => fits({ platform, contentType, content }, options))
  },
}

const CONTRACT: readonly (readonly [RegExp, string])[] = [
  [/\b(do|does|did|is|are|was|were|has|have|would|could|should) not\b/g, "$1n't"],
  [/\b(It|it|That|that|There|there|Here|here) is(?= (?:a|an|the|how|what|why|where|when|our|my|your|all|also|not|in|on)\b)/g, "$1's"],
  [/\b(You|you|We|we|They|they) are(?= \p{L})/gu, "$1're"],
  [/\b(You|you|We|we|They|they|It|it) will(?= \p{L})/gu, "$1'll"],
  [/\bcannot\b/g, "can't"],
]
const EXPAND: readonly (readonly [RegExp, string])[] = [
  [/\b[Cc]an['’]t\b/g, 'cannot'],
  [/\b([Ww])on['’]t\b/g, '$1ill not'],
  [/\b(\p{L}+)n['’]t\b/gu, '$1 not'],
  [/\b(\p{L}+)['’]re\b/gu, '$1 are'],
  [/\b(\p{L}+)['’]ve\b/gu, '$1 have'],
  [/\b(\p{L}+)['’]ll\b/gu, '$1 will'],
  [/\bI['’]m\b/g, 'I am'],
  [/\b([Ll])et['’]s\b/g, '$1et us'],
  [/\b([Ii]t|[Tt]hat|[Tt]here|[Hh]ere|[Ww]hat|[Ww]ho)['’]s\b/g, '$1 is'],
]

/** Slang with the same place in a sentence as its plain word. */
const PLAINLY: readonly (readonly [RegExp, string])[] = [
  [/(?<!\p{L})(?:nggak|enggak|gak|kagak)(?!\p{L})/gu, 'tidak'],
  [/(?<!\p{L})(?:Nggak|Enggak|Gak)(?!\p{L})/gu, 'Tidak'],
  [/(?<!\p{L})banget(?!\p{L})/gu, 'sekali'],
  [/(?<!\p{L})udah(?!\p{L})/gu, 'sudah'],
  [/(?<!\p{L})aja(?!\p{L})/gu, 'saja'],
  [/(?<!\p{L})kayak(?!\p{L})/gu, 'seperti'],
  [/(?<!\p{L})gimana(?!\p{L})/gu, 'bagaimana'],
  [/(?<!\p{L})cuman?(?!\p{L})/gu, 'hanya'],
]

/** The draft in the brand's style, and what was changed. Changes nothing that it cannot change safely. */
export function enforceStyle(
  content: Content,
  { brand_voice: voice }: BrandSnapshot,
  language: Language,
  /** Whether a draft is still as short as its platform takes it. */
  fitting: (content: Content) => boolean = () => true,
): { content: Content; changes: string[] } {
  const changes = new Set<string>()
  let emojiLeft: number = EMOJI_MOST[voice.emoji]
  const note = (change: string, before: string, after: string) => {
    if (before !== after) changes.add(change)
    return after
  }
  const styled = mapTexts(content, (original) => {
    let text = original
    for (const word of voice.banned_words) text = note(`took out "${word}"`, text, without(text, word))
    const pictures = text.replace(EMOJI, (emoji) => (emojiLeft-- > 0 ? emoji : ''))
    if (pictures !== text) text = note('took out emoji', text, pictures.replace(/[ \t]{2,}/g, ' ').replace(/ +(?=\n|$|[.,!?])/g, ''))
    if (language === 'id') {
      if (voice.formality === 'formal') {
        text = note('wrote slang plainly', text, replaced(text, PLAINLY))
        text = note('calmed exclamation marks', text, text.replace(/!+/g, '.'))
      }
      return text
    }
    if (voice.formality === 'formal') {
      text = note('wrote contractions in full', text, replaced(text, EXPAND))
      text = note('calmed exclamation marks', text, text.replace(/!+/g, '.'))
    }
    if (voice.formality === 'casual') text = note('used contractions', text, replaced(text, CONTRACT))
    return text
  })
  const banned = voice.banned_words.map((word) => word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''))
  const hashtags = styled.hashtags.filter((tag) => !banned.includes(tag.toLowerCase()))
  if (hashtags.length < styled.hashtags.length) changes.add('took out hashtags of banned words')
  const plain = { ...styled, hashtags }
  const signed = withTagline(plain, voice.tagline)
  if (signed === plain || !fitting(signed)) return { content: plain, changes: [...changes] }
  return { content: signed, changes: [...changes, 'signed with the tagline'] }
}

/** Signed off with the brand's own line, where the form has a text and the line is not in it yet. */
function withTagline(content: Content, tagline: string): Content {
  const line = tagline.trim()
  if (!line || content.form === 'story' || audienceTexts(content).some((text) => text.includes(line))) return content
  if (content.form === 'thread') {
    const replies = content.replies.map((reply, i, all) =>
      i === all.length - 1 ? { ...reply, text: `${reply.text.trimEnd()}\n\n${line}` } : reply,
    )
    return { ...content, replies }
  }
  return { ...content, text: `${content.text.trimEnd()}\n\n${line}` }
}

/** The content with every text an audience reads or hears passed through `change`; briefs for makers stay. */
export function mapTexts(content: Content, change: (text: string) => string): Content {
  switch (content.form) {
    case 'post':
      return { ...content, text: change(content.text) }
    case 'carousel':
      return {
        ...content,
        text: change(content.text),
        slides: content.slides.map((s) => ({ ...s, headline: change(s.headline), body: change(s.body) })),
      }
    case 'story':
      return { ...content, frames: content.frames.map((f) => ({ ...f, headline: change(f.headline), body: change(f.body) })) }
    case 'script': {
      const beats = content.beats.map((b) => ({ ...b, on_screen_text: change(b.on_screen_text), spoken: change(b.spoken) }))
      return { ...content, text: change(content.text), beats }
    }
    case 'article':
      return {
        ...content,
        text: change(content.text),
        headline: change(content.headline),
        sections: content.sections.map((s) => ({ heading: change(s.heading), body: change(s.body) })),
      }
    case 'thread':
      return { ...content, text: change(content.text), replies: content.replies.map((r) => ({ ...r, text: change(r.text) })) }
    case 'photo':
      return { ...content, title: change(content.title), text: change(content.text) }
    default:
      return content satisfies never
  }
}

/** The text without a word, its spaces and articles mended. A text that is nothing but the word stays: an empty field helps nobody. */
export function without(text: string, word: string): string {
  const pattern = new RegExp(wordPattern(word).source, 'giu')
  if (!pattern.test(text)) return text
  const rest = text
    .replace(new RegExp(`(?:[ \\t]+)?${pattern.source}`, 'giu'), '')
    .replace(/(^|\n)[ \t]+/g, '$1')
    .replace(/[ \t]+([.,!?;:])/g, '$1')
    .replace(/\b([Aa])n (?=[^aeiou\W])/g, '$1 ')
    .replace(/\b([Aa]) (?=[aeio])/g, '$1n ')
    .replace(/(^|[.!?]\s+)(\p{Ll})/gu, (_all, before: string, letter: string) => before + letter.toUpperCase())
  return /[\p{L}\p{N}]/u.test(rest) ? rest : text
}

function replaced(text: string, pairs: readonly (readonly [RegExp, string])[]): string {
  return pairs.reduce((result, [pattern, by]) => result.replace(pattern, by), text)
}
