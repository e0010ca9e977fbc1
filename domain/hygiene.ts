import type { Content } from './content.ts'
import { stringsOf } from './contentStrings.ts'
import { PLACEHOLDER } from './platforms/claimPhrases.ts'
import { RULE_PACKS } from './platforms/index.ts'
import { audienceTexts } from './platforms/measures.ts'
import type { Feature } from './platforms/rules.ts'
import { PLATFORMS, type Platform } from './words.ts'

/**
 * What a model leaves in a draft that no reader should see: markup that no platform renders, words of its own task, thoughts, halves of
 * JSON. English and Indonesian. Narrow on purpose: each pattern is one that people who write for people do not use.
 */

/** The first four are never shown to anybody; the others are asked out of the draft, and told of where they stay. */
export const UNCLEAN = ['markup', 'leak', 'aloud', 'json', 'placeholder', 'other_platform', 'hashtag_in_text'] as const
export type UncleanKind = (typeof UNCLEAN)[number]

export interface Unclean {
  kind: UncleanKind
  found: string
}

const HTML = 'a|b|i|u|p|em|br|hr|ul|ol|li|h[1-6]|div|span|strong|img|script|style|table|tr|td|th|code|pre|blockquote|iframe|svg|html|body'
const MARKUP = [
  /\*\*(?=\S)[^*\n]{1,300}\*\*/u,
  /(?<![\p{L}\p{N}_])__(?=[^\s_])[^_\n]{1,300}__(?![\p{L}\p{N}_])/u,
  /(?<![\p{L}\p{N}*])\*(?=\p{L})[^*\n]{1,200}(?<=[\p{L}\p{N}.!?])\*(?![\p{L}\p{N}*])/u,
  /^ {0,3}#{1,6} +\S.{0,80}/mu,
  /!?\[[^\]\n]{1,200}\]\((?:https?:|www\.|\/|#|mailto:)[^)\n]{0,300}\)/u,
  /^ {0,3}(?:-{3,}|\*{3,}|_{3,}) *$/mu,
  /^ {0,3}\|(?:[^|\n]{0,100}\|){2,}/mu,
  /```[^\n]{0,80}/u,
  /(?<!`)`[^`\n]{1,100}`(?!`)/u,
  new RegExp(`</?(?:${HTML})(?:\\s[^<>\\n]{0,200})?/?>`, 'iu'),
  /&(?:amp|lt|gt|quot|nbsp|apos|#\d{2,5}|#x[0-9a-f]{2,5});/iu,
]
const KEY = '(?:form|text|hashtags|media|slides|frames|beats|sections|cover|alt_text|on_screen_text|spoken|visual|headline|seconds)'
const JSON_LEFT = [
  new RegExp(`["']${KEY}["']\\s{0,3}:\\s{0,3}["'{\\[\\d]`, 'u'),
  /^\s*[{[]\s*["'{[][\s\S]{0,80}/u,
  /\\n|\\"|\\u[0-9a-fA-F]{4}/u,
  /\b(?:alt_text|on_screen_text|key_points|hook_angle|call_to_action|content_pillars|target_audience|brand_guidelines|suggested_slots)\b/u,
]
/** A caption may point with >>>; only our marks have a name on them. */
const OUR_MARKS = [/<<<\s?[A-Z]{3,}|\b[A-Z]{4,}\s?>>>|‹‹‹|›››/u]
const LEAK = [
  /\byou are (?:the|an?) (?:\p{L}+ ){0,3}(?:writer|strategist|editor|assistant|model|copywriter) (?:of|for) an? (?:agency|company|brand)\b/iu,
  /\b(?:my|the|your|these) (?:system prompt|system instructions|hidden instructions|initial instructions|developer message)\b/iu,
  /\b(?:as an?|i am an?|i['’]m an?) (?:ai|artificial intelligence|large language|language|ai language)(?: language)?(?: model| assistant)?(?:,| and| i | so | my )/iu,
  /\b(?:sebagai|saya adalah|saya ini) (?:sebuah |seorang )?(?:ai|model ai|model bahasa|asisten ai|kecerdasan buatan)\b/iu,
  /\bi(?:['’]m| am)? (?:can(?:no|['’])t|cannot|sorry,? but i can(?:no|['’])t|unable to) (?:help|assist|comply|fulfil?l|create|write|generate|provide)\b/iu,
  /\b(?:maaf,? )?saya tidak (?:bisa|dapat) (?:membantu|memenuhi|membuat|menulis) (?:permintaan|konten|hal)\b/iu,
]
const WORK = '(?:captions?|post|draft|script|carousel|rewrite|revision|json|output|unggahan|postingan|draf|naskah|takarir)'
/** Narrow: "Okay, here is the thing" and "I hope this helps" are openings and ends that people write. */
const ALOUD = [
  /<\/?(?:think(?:ing)?|reasoning|scratchpad|thought|analysis)>/iu,
  /^\s*(?:sure|certainly|of course|absolutely|got it)(?: thing)?\s{0,2}[!,.:–—-]+\s{0,3}(?:here|below|i(?:['’](?:ll|ve)| will| have| can)|let me)\b.{0,40}/imu,
  new RegExp(
    `^\\s*(?:(?:okay|ok|great|alright|done)\\s{0,2}[!,.:–—-]+\\s{0,3})?here(?:['’]s| is| are) (?:(?:the|your|an?|my|our|some|two|three)\\s)?(?:[\\p{L}-]+\\s){0,4}${WORK}\\s?(?:[:.!–—-]|for\\b|in\\b|with\\b|based\\b|you\\b|that\\b|about\\b)`,
    'imu',
  ),
  new RegExp(
    `^\\s*(?:(?:tentu|baik|oke|siap)(?: saja)?[!,.]?\\s+)?berikut(?: adalah| ini)? (?:[\\p{L}-]+\\s){0,2}${WORK}(?:nya)?\\s?(?:[:.!–—-]|untuk\\b|yang\\b|dalam\\b)`,
    'imu',
  ),
  /^\s*(?:let me|i need to|i should|first,? i(?:['’]ll| will| need to)|now,? i(?:['’]ll| will| need to)) (?:think|analy[sz]e|draft|craft|re-?read|check the (?:brief|request|rules|tools))\b.{0,40}/imu,
  /^\s*biar (?:saya|aku) (?:pikir|berpikir|analisis)\w*\b/imu,
  /\b(?:let me know if you(?:['’]d| would)? (?:like|want|need) (?:any|me to make any) (?:changes|edits|revisions|adjustments|tweaks)|feel free to (?:adjust|edit|tweak|modify) (?:it|this (?:caption|text|draft|post)|the (?:caption|text|tone|draft|wording)))/iu,
  /\b(?:word|character) count\s{0,2}:\s{0,2}\d/iu,
  /^\s*(?:(?:okay|ok|so|hmm|alright),?\s)?the (?:user|client|brief) (?:wants|asks|asked|requested|is asking) (?:me|us|for)\b.{0,40}/imu,
]
/** Labels of parts and remarks: models leave them, and so do briefs, whose own words a draft may repeat. */
const LABELS = [
  /^\s*(?:option|version|variant|alternative|draft|opsi|pilihan|alternatif|versi|draf) (?:\d|[A-C]|one|two|satu|dua)\s{0,2}(?:[:.)–—-]|$)/iu,
  /^\s*[([]?(?:note|catatan|remark|explanation|penjelasan)\s{0,2}:\s{0,3}(?:i(?:['’]ve| have)? (?:kept|made|added|used|avoided|left|wrote|written|changed|included|followed|assumed)|this (?:draft|post|caption|version|copy)|the (?:draft|caption|above)|draf ini|teks ini|saya (?:menambahkan|menggunakan|menghindari|membuat))/imu,
  /^\s*(?:captions?|hook|hashtags?|cta|call to action|visuals?|voice-?over|on-screen text|takarir|tagar|naskah|ajakan bertindak)\s{0,2}:\s/imu,
]

/** Where only some platforms have the thing; a phrase is wrong on the others. */
const PLACES: readonly (readonly [RegExp, Feature])[] = [
  [/\b(?:links? in (?:our |the |my )?bio|tautan di bio|link di bio)\b/iu, 'bio_link'],
  [/\bswipe up\b|\b(?:geser|usap) ke atas\b/iu, 'swipe_up'],
  [/\b(?:retweet|re-tweet|quote.tweet)\b/iu, 'retweet'],
  [/\bduet (?:this|with us|video ini)\b|\bstitch this\b/iu, 'duet'],
]
const ELSEWHERE = ['YouTube', 'Twitter', 'Facebook', 'Pinterest', 'Snapchat', 'Threads']
const THERE = '(?:on|at|via|from|to|our|my|di|lewat|ke|akun|for)'

/** Labels of law may stand in a text with their sign. */
const LABEL_TAGS = new Set([
  'ad',
  'ads',
  'iklan',
  'sponsored',
  'advert',
  'advertisement',
  'bersponsor',
  'gifted',
  'affiliate',
  'paidpartnership',
])

/** What is unclean in a draft for a platform. `given` is what people said: their own words are not held against a draft that repeats them. */
export function unclean(platform: Platform, content: Content, given: readonly string[]): Unclean[] {
  const all = stringsOf(content)
  const read = audienceTexts(content)
  const said = given.join('\n')
  const first = (kind: UncleanKind, texts: readonly string[], patterns: readonly RegExp[], mayRepeat = false): Unclean[] => {
    for (const pattern of patterns)
      for (const text of texts) {
        const found = pattern.exec(text)?.[0].trim()
        if (found && !(mayRepeat && said.toLowerCase().includes(found.toLowerCase()))) return [{ kind, found: found.slice(0, 80) }]
      }
    return []
  }
  return [
    ...first('markup', all, MARKUP),
    ...first('leak', all, OUR_MARKS),
    ...first('leak', all, LEAK, true),
    ...first('aloud', all, ALOUD),
    ...first('aloud', all, LABELS, true),
    ...first('json', all, JSON_LEFT),
    ...first('placeholder', read, PLACEHOLDER),
    ...elsewhere(platform, read, said),
    ...tagsInText(content, said),
  ]
}

/** Another platform named as the place to go, which nobody asked for. */
function elsewhere(platform: Platform, read: readonly string[], said: string): Unclean[] {
  const others = [...PLATFORMS.filter((other) => other !== platform).map((other) => RULE_PACKS[other].name), ...ELSEWHERE].filter(
    (name) => name.length > 2 && name !== RULE_PACKS[platform].name && !new RegExp(`\\b${name}\\b`, 'i').test(said),
  )
  const named = others.map((name) => new RegExp(`(?<![\\p{L}])${THERE}\\s+(?:\\p{L}+\\s)?${name}(?![\\p{L}])`, 'u'))
  const misplaced = PLACES.filter(([, feature]) => !RULE_PACKS[platform].has.includes(feature)).map(([pattern]) => pattern)
  for (const pattern of [...named, ...misplaced])
    for (const text of read) {
      const found = pattern.exec(text)?.[0]
      if (found && !said.toLowerCase().includes(found.toLowerCase())) return [{ kind: 'other_platform', found }]
    }
  return []
}

function tagsInText(content: Content, said: string): Unclean[] {
  const tags = [...content.text.matchAll(/(?<![\p{L}\p{N}_&/])#([\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*)/gu)].map(([, tag = '']) => tag)
  const found = tags.find((tag) => !LABEL_TAGS.has(tag.toLowerCase()) && !said.toLowerCase().includes(`#${tag.toLowerCase()}`))
  return found ? [{ kind: 'hashtag_in_text', found: `#${found}` }] : []
}

/** The same words without markup, pieces of JSON and our marks, for who writes by rule and repeats what a brief has. */
export function plainText(text: string): string {
  return text
    .replace(/\{[^{}\n]{0,300}["']\s{0,3}:[^{}\n]{0,600}\}/gu, ' ')
    .replace(/```[^\n]*\n?/gu, '')
    .replace(/!?\[([^\]\n]{1,200})\]\(([^)\n]{0,300})\)/gu, '$1 $2')
    .replace(new RegExp(`</?(?:${HTML})(?:\\s[^<>\\n]{0,200})?/?>`, 'giu'), ' ')
    .replace(/\*\*+|(?<![\p{L}\p{N}_])__|__(?![\p{L}\p{N}_])|`+/gu, '')
    .replace(/(?<![\p{L}\p{N}*])\*(?=\p{L})([^*\n]{1,200}(?<=[\p{L}\p{N}.!?]))\*(?![\p{L}\p{N}*])/gu, '$1')
    .replace(/^ {0,3}#{1,6} +/gmu, '')
    .replace(/^ {0,3}(?:-{3,}|\*{3,}|_{3,}) *$\n?/gmu, '')
    .replace(/&amp;/giu, '&')
    .replace(/&nbsp;/giu, ' ')
    .replace(/<{3,}|‹{3,}|>{3,}|›{3,}/gu, '')
}
