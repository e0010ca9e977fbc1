import { contentWords, demandedPoints } from '../../domain/brief.ts'
import { languageIn } from '../../domain/languages.ts'
import type { Language } from '../../domain/words.ts'
import { isEnglishWord } from './grammarChecker.ts'
import { coreOfIndonesian, INTENTS_ID, isOrdinaryIndonesian, kindOfIndonesian } from './readingIndonesian.ts'

/**
 * A prompt as the tools and the offline model understand it: what it is about, in forms that fit into sentences. Rules, not language
 * understanding: where they are unsure they keep the prompt's own words.
 */
export interface Reading {
  /** Whose words the prompt uses, which need not be the language that is asked for. */
  language: Language
  intent: Intent
  /** What comes before the subject, such as "Case study"; empty mostly. */
  label: string
  /** The request is to thank somebody, who is the subject. */
  thanks: boolean
  /** The subject with its article, such as "our linen summer collection". */
  topic: string
  kind: Kind
  /** Its core without an article, such as "linen summer collection". */
  short: string
  /** The core as it stands in a sentence, such as "our linen summer collection" or "iced coffee". */
  theShort: string
  plural: boolean
  /** What else has to be said, in order, the subject left out. */
  points: Point[]
}
export interface Point {
  text: string
  kind: Kind
}
/** thing: a noun phrase. clause: a sentence of its own. action: an imperative. question: "how ...", "which ...". */
export type Kind = 'thing' | 'clause' | 'action' | 'question'
export type Intent = 'launch' | 'offer' | 'event' | 'lesson' | 'hiring' | 'milestone' | 'question' | 'story' | 'notice'

const INTENTS: readonly (readonly [Intent, RegExp])[] = [
  ['hiring', /\b(?:hire|hiring|vacanc(?:y|ies)|job opening|recruit(?:ing)?|join (?:our|the) team)\b/i],
  ['question', /\b(?:ask (?:our|the|your)|poll|vote)\b|^which\b/i],
  ['story', /\b(?:behind the scenes|recap|case study|a day in|story of|looking back)\b/i],
  [
    'event',
    /\b(?:workshops?|open day|webinar|meetup|festival|conference|concert|tasting|exhibition|invite|screening|market day|masterclass|fundraiser|pop-?up)\b/i,
  ],
  ['milestone', /\b(?:anniversary|celebrat\w+|milestone|birthday|award|thank)\b/i],
  ['offer', /\d\s?% off|\b(?:discount|sale|voucher|promo(?:tion)?|free shipping|free delivery|half price|special offer|two for one)\b/i],
  ['notice', /\b(?:polic(?:y|ies)|remind\w*|deadline|opening hours|price list)\b/i],
  ['lesson', /\b(?:tips?|how|why|explain|guide|steps|ways to|mistakes|myths?|difference|what (?:is|are|to)|reasons)\b/i],
  ['notice', /\b(?:due|closed|notice|change of|moving to|update)\b/i],
  ['launch', /\b(?:launch\w*|new|introduc\w+|open(?:ing)?|announc\w+|releas\w+|arriv\w+|collection|feature)\b/i],
]

const SURE_VERBS =
  "avoid|ask|bring|choose|download|eat|export|find|follow|get|give|invite|join|keep|learn|let|make|never|pay|pick|prepare|read|register|remove|rinse|send|split|stretch|subscribe|thank|try|upload|use|visit|wash|wear|write|always|do not|don't|stop|start|sign"
const MAYBE_VERBS =
  'add|book|brush|check|clean|cook|cut|dry|fold|freeze|heat|measure|mix|order|pack|plan|plant|play|post|press|print|record|rest|roast|save|schedule|set|share|shop|sleep|soak|store|switch|take|test|track|turn|wait|walk|warm|watch|water|work'
const ACTION = new RegExp(
  `^(?:(?:${SURE_VERBS})\\b|(?:${MAYBE_VERBS})\\s+(?:a|an|the|your|our|it|them|only|up|down|out|off|on|in|at|for|to|with|before|after|every|each|once|twice|all|less|more|\\d+|[\\p{L}-]+s\\b))`,
  'iu',
)
const QUESTION = /^(?:how|why|what|which|who|where|when|whether)\b/i
const FINITE =
  /^(?:we|you|they|it|i|he|she|there|this|that)\s|^(?:(?!\b(?:where|that|which|who|how|whose)\b)[^,])*?\S\s(?:is|are|was|were|has|have|had|will|can|must|should|won't|can't|isn't|aren't|opens|begins|arrives|becomes|gets|gives|takes|makes|keeps|lasts|lets|saves|helps|means|costs|speaks|talks|joins|visits|wins|won|moves|celebrates|reopens|integrates|needs|teaches|became|earned|received|reached|supports|collected)\s/i
const DETERMINER = /^(?:our|my|your|the|a|an|this|these|those|all|every|his|her|their)\s+/i
const BREAK =
  /\s+(?:for|of|in|on|at|with|where|that|until|till|from|to|by|about|which|who|near|during|through|without|before|after|under|between)\s+/i
const EMPTY_CORE =
  /(?:^|\s)(?:tips?|ways|steps|reasons|guide|ideas?|mistakes|facts|myths|look|teaser|story|scenes|introduction|list|range|series)$/i
const LABEL =
  /^(?:studi kasus|tips hari ini|mitos minggu ini|tahukah (?:kamu|anda)|kilas balik|di balik layar|case study|recap|tutorial|myth of the week|tip of the (?:day|week)|did you know|throwback|faq|spotlight|q&a)$/i
const MASS =
  /(?:ing|ness|ity|ware|age|tion|ment|coffee|tea|water|food|bread|milk|rice|wine|beer|advice|music|news|research|software|waste|work|sand|soap|wool|linen|cotton|wood|glass|off|fashion|furniture|equipment|yoga|care|skincare)$/i

/** Reads a prompt for sentences of a language; without one, for its own. Never fails: whatever it says, there is a subject. */
export function readPrompt(prompt: string, written?: Language): Reading {
  const reading = readAsGiven(prompt)
  return written && reading.language !== written ? forSentencesOf(written, reading) : reading
}

/** A reading for sentences of another language: its subject without the article or the "kami" that only its own has. */
function forSentencesOf(language: Language, reading: Reading): Reading {
  const bare = (text: string) => text.replace(/^(?:our|my|the|an?)\s+/i, '').replace(/\s+kami(?=\s|$)/gi, '')
  const ours = language === 'en' && reading.kind === 'thing' && /\skami(?=\s|$)/i.test(reading.topic)
  const said = (text: string) => (reading.kind === 'thing' ? `${ours ? 'our ' : ''}${bare(text)}` : text)
  return { ...reading, topic: said(reading.topic), theShort: said(reading.theShort) }
}

function readAsGiven(prompt: string): Reading {
  const [first = 'the request', ...rest] = demandedPoints(prompt)
  // A wish at the end may be in another language; what it is about is said first.
  const language = languageIn(prompt.trim().split(/[.!?]\s|\n/)[0] ?? '') ?? languageIn(prompt) ?? 'en'
  const intent = intentOf(prompt, language)
  if (language === 'id') return readIndonesian([first, ...rest], intent)
  const scenes = first.match(/^(behind the scenes)\s+(?:of|at|in|with)\s+(.+)$/i)
  const labelled = LABEL.test(first) && rest[0] !== undefined
  const piece = first.match(
    /^(?:(?:a|the|our)\s+)?(.*?)\s*\b(?:teaser|announcement|update|introduction|promo|reminder)\s+(?:for|about|on|of|to)\s+(.+)$/i,
  )
  const label = scenes?.[1] ?? piece?.[1] ?? (labelled ? first : '')
  const raw = scenes?.[2] ?? piece?.[2] ?? (labelled ? (rest.shift() ?? first) : first)
  const thanked = raw.match(/^thank\s+(.+)$/i)?.[1]
  const hired = intent === 'hiring' ? raw.match(/\b(?:hire|hiring|recruit(?:ing)?|looking for)\s+(.+)$/i)?.[1] : undefined
  const subject = lowerFirst(thanked ?? hired ?? raw)
  const kind = kindOf(subject)
  const short = coreOf(subject, kind)
  const plural = isPlural(short)
  const topic = kind === 'thing' && needsArticle(subject, short, plural) ? `our ${subject}` : subject
  const own = /^(?:our|my)\s/i.exec(topic)?.[0].trim().toLowerCase()
  const uncountable = kind !== 'thing' || (!own && (plural || isMass(short))) || /^\p{Lu}/u.test(short) || /^\d/.test(short)
  const theShort =
    uncountable && !own
      ? articleOf(subject, short, kind) + short
      : `${own && !/^[\p{L}-]+ing (?:a|an|the|your)\b/u.test(short) ? own : 'the'} ${short}`
  return {
    language,
    intent,
    label,
    thanks: thanked !== undefined,
    topic,
    kind,
    short,
    theShort: /^[\p{L}-]+ing (?:a|an|the|your)\b/u.test(short) ? short : theShort,
    plural,
    points: rest.map((text) => ({ text, kind: kindOf(text) })),
  }
}

/** The same of an Indonesian prompt, whose nouns need no article and no plural. */
function readIndonesian([first = '', ...rest]: string[], intent: Intent): Reading {
  const scenes = first.match(/^(di balik layar)\s+(?:dari\s+|di\s+)?(.+)$/i)
  const labelled = LABEL.test(first) && rest[0] !== undefined
  const raw = scenes?.[2] ?? (labelled ? (rest.shift() ?? first) : first)
  const thanked = thankedIn(raw)
  const hired =
    intent === 'hiring'
      ? raw.match(
          /(?:^|\s)(?:lowongan(?: kerja)?|loker|merekrut|rekrut|mencari|dicari|butuh)\s+(?:untuk\s+|sebagai\s+|posisi\s+)*(.+)$/i,
        )?.[1]
      : undefined
  const subject = lowerFirst(thanked ?? hired ?? raw, 'id')
  const kind = kindOf(subject, 'id')
  const short = coreOfIndonesian(subject, kind)
  return {
    language: 'id',
    intent,
    label: scenes?.[1] ?? (labelled ? first : ''),
    thanks: thanked !== undefined,
    topic: subject,
    kind,
    short,
    theShort: short,
    plural: false,
    points: rest.map((text) => ({ text, kind: kindOf(text, 'id') })),
  }
}

/** Whom a text thanks, if it does. */
export function thankedIn(text: string): string | undefined {
  return text.match(/^(?:thank|(?:ucapkan\s+)?terima kasih\s+(?:kepada|untuk|pada))\s+(.+)$/i)?.[1]
}

/** What the request is for: what its first words say, else what any of it says. A discount mentioned in passing makes no offer. */
function intentOf(prompt: string, language: Language): Intent {
  const opening = prompt.trim().match(/^[^.,:;\n]{3,}/)?.[0] ?? prompt
  const of = (text: string) => (language === 'id' ? [...INTENTS_ID, ...INTENTS] : INTENTS).find(([, pattern]) => pattern.test(text))?.[0]
  const anywhere = of(prompt)
  return of(opening) ?? (anywhere === 'offer' || anywhere === undefined ? 'notice' : anywhere)
}

/** `otherwise` is the language of a text too short to tell its own. */
export function kindOf(text: string, otherwise: Language = 'en'): Kind {
  if ((languageIn(text) ?? otherwise) === 'id') return kindOfIndonesian(text)
  if (QUESTION.test(text)) return 'question'
  if (ACTION.test(text)) return 'action'
  return FINITE.test(`${text} `) ? 'clause' : 'thing'
}

/** The first letter small, unless the word is a name: the prompt's first word is capital by its place only. */
export function lowerFirst(text: string, otherwise: Language = 'en'): string {
  const [word = '', next = ''] = text.split(/\s+/, 2)
  const lower = word.toLowerCase()
  const ordinary =
    /^\p{Lu}[\p{Ll}'’-]*$/u.test(word) &&
    (DETERMINER.test(`${lower} `) ||
      ((languageIn(text) ?? otherwise) === 'id' && isOrdinaryIndonesian(lower) && !/^\p{Lu}/u.test(next)) ||
      QUESTION.test(lower) ||
      (!/^\p{Lu}/u.test(next) && next !== '' && isEnglishWord(lower)))
  return ordinary ? lower + text.slice(word.length) : text
}

export function upperFirst(text: string): string {
  return text.replace(/\p{L}|\p{N}/u, (letter) => letter.toUpperCase())
}

/** "a" or "an" before a word. */
export function withArticle(word: string): string {
  return `${/^(?:[aeio]|u(?!ni|s[aeiu]))/i.test(word) || /^(?:hour|honest|heir|8|11\b|18\b)/i.test(word) ? 'an' : 'a'} ${word}`
}

function coreOf(subject: string, kind: Kind): string {
  const bare = subject.replace(DETERMINER, '')
  const others = bare.match(
    /^\S+\s(?:mistakes|things|questions|myths|reasons|habits)\s(.+?)\s(?:make|need|want|love|forget|ask|miss|do|have|believe|know|share)$/i,
  )?.[1]
  if (others) return others
  if (kind === 'question') {
    const which = subject.match(/^(?:which|what)\s+(.+?)\s+(?:we|you|i|they|people|should|is|are|to|do|does)\b/i)?.[1]
    if (which && contentWords(which).length) return which
  }
  if (kind === 'clause') {
    const who = bare.match(
      /^(.{3,60}?)\s+(?:is|are|was|were|has|have|had|will|can|must|should|opens|begins|arrives|speaks|talks|joins|visits|wins|won|moves|celebrates|reopens|teaches|became|earned|received|reached)\s/i,
    )?.[1]
    if (who && !/^(?:we|you|they|it|i|he|she|there)\b/i.test(who)) return who
  }
  if (kind === 'question' || kind === 'clause') return lastWords(subject)
  const offered = bare.match(/\b(?:off|discount on|sale on)\s+(?:(?:all|our|every|the|any)\s+)*(.+)$/i)?.[1]
  const [head = '', ...tail] = (offered ?? bare).split(BREAK)
  const next = tail[0]?.replace(DETERMINER, '')
  const core = EMPTY_CORE.test(head.trim()) && next ? next : head
  const plain = core.trim().replace(/^(?:brand.new|new|latest)\s+/i, '')
  return (
    (/^(?:feature|product|service|collection|menu|website|app|store|shop|course|office|offer)s?$/i.test(plain) ? core.trim() : plain) ||
    bare
  )
}

/** The last words of meaning that stand together: what a sentence about how and why comes down to. */
function lastWords(sentence: string): string {
  const words = sentence
    .replace(/\s+in \S+ (?:easy |simple )?(?:steps|minutes|days|ways|hours|weeks)$/i, '')
    .replace(/[^\p{L}\p{N}\s%'’-]/gu, ' ')
    .split(/\s+/)
    .filter(Boolean)
  while (words.length > 1 && /^(?:down|up|out|off|in|on|now|today|too|again|away|back|not)$/i.test(words.at(-1) ?? '')) words.pop()
  // "... for our foldable bike helmet": from an article on, all of it is the name of the thing.
  const article = words.findLastIndex((word, i) => i >= words.length - 5 && i < words.length - 1 && /^(?:our|my|your|the|an?)$/i.test(word))
  const named = words.slice(article + 1)
  if (article >= 0 && !named.some((word) => STOPS.test(word))) return named.join(' ')
  const last = words.pop() ?? sentence
  const before = words.pop() ?? ''
  const joins =
    before !== '' &&
    contentWords(before).length > 0 &&
    !ACTION.test(`${before} a`) &&
    !/(?:s|\p{L}{3}ed|ly)$/iu.test(before) &&
    !/^\d/.test(before)
  return joins ? `${before} ${last}` : last
}
const STOPS =
  /^(?:for|of|in|on|at|with|where|that|until|from|to|by|about|which|who|and|or|is|are|was|were|than|before|after|more|should|can|will)$/i

/** What stood before the core in a longer sentence, so that "... with our forecasting tool" gives "our forecasting tool". */
function articleOf(subject: string, short: string, kind: Kind): string {
  if (kind === 'thing') return ''
  if (/^(?:which|what)\s/i.test(subject) && subject.search(/\s/) + 1 === subject.indexOf(short)) return 'the '
  const before = subject
    .slice(0, subject.lastIndexOf(short))
    .match(/\b(our|my|your|the|an?)\s+$/i)?.[1]
    ?.toLowerCase()
  return before ? `${/^an?$/.test(before) ? 'the' : before} ` : ''
}

function isPlural(short: string): boolean {
  const head = short.split(BREAK)[0]?.split(' ').at(-1) ?? short
  return /[^su]s$/i.test(head) && !/^(?:news|yoga|campus|business|series|bus|gas|lens|class)$/i.test(head)
}

function isMass(short: string): boolean {
  return MASS.test(short.split(BREAK)[0] ?? short) || /^[\p{L}-]+ing\s/u.test(short)
}

function needsArticle(subject: string, short: string, plural: boolean): boolean {
  if (DETERMINER.test(subject) || plural || isMass(short) || /^(?:\d|no\s|one|two|three|four|five|six|seven|eight|nine|ten)/i.test(subject))
    return false
  return !/^\p{Lu}/u.test(subject) && /^[\p{L}-]+(?:\s|$)/u.test(subject) && contentWords(subject).length > 1
}
