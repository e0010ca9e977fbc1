import { languageIn, rootsOf } from './languages.ts'
import { PLATFORMS } from './words.ts'

/**
 * What a request asks to be said, read from its prompt by rules: deterministic, so that coverage is measured in code and never by the
 * model that wrote the draft. English and Indonesian. It reads ordinary briefs, not every sentence one could write: a point that it
 * misses costs nothing, a point that nobody demanded would cost a good draft its score, so in doubt it joins rather than splits.
 */

/** More than a strategy can carry; a longer brief is judged by its first ones. */
const MAX_POINTS = 12
const MAX_POINT_CHARACTERS = 160

const STOP_WORDS = new Set(
  (
    'a an and any are as at be been being but by can could did do does for from get gets got had has have he her here his how i if in into is it its ' +
    'just let me more most my no nor not of off on or our out over own she should so some such than that the their them then there these they this ' +
    'those to too up us very was we were what when where which while who why will with would you your all also about each every ' +
    'yang dan di ke dari untuk dengan ini itu kami kita adalah akan atau pada juga agar para sebuah oleh dalam karena bahwa tentang soal anda kamu serta'
  ).split(' '),
)

const POLITE =
  /^(?:hi|hello|hey|please|kindly|tolong|mohon|also|and|then|plus|additionally|can you|could you|would you|minta tolong|jangan lupa(?= )|bantu (?:kami|saya)(?: untuk)?|halo|hai|kak|menurut (?:kamu|anda|kalian)|juga|lalu|kemudian|help us(?: to)?|help me(?: to)?|(?:we|i)(?:'d| would) like (?:you )?to|(?:we|i) (?:want|need) (?:you )?to|let'?s)[\s,:]+/i
/** What is left of a courtesy when the demand behind it begins a point of its own. */
const COURTESY = /^(?:please|kindly|tolong|mohon|jangan lupa|dan|juga)$/i
const PIECE =
  '(?:posts?|captions?|content|carousels?|reels?|videos?|stor(?:y|ies)|scripts?|articles?|campaigns?|threads?|tweets?|announcements?|teasers?|something|konten|unggahan|artikel|video|postingan|takarir|utas|cerita|naskah|kampanye|pengumuman|feed|teks)'
/** Where it shall appear, which is no point to be said. */
const PLACE = `(?:${PLATFORMS.join('|')}|twitter|social media)(?![\\w-])`
const WRITE = new RegExp(
  `^(?:write|create|make|draft|prepare|compose|produce|publish|generate|post|we need|i need|buat(?:lah|kan|in|kanlah)?|bikin(?:kan|in)?|susun(?:kan|lah)?|siapkan|tulis(?:lah|kan)?|kami (?:butuh|perlu|mau|ingin)|saya (?:butuh|perlu|mau|ingin))\\s+(?:(?:me|us)\\s+)?(?:\\S+\\s+){0,4}?${PIECE}\\b(?:\\s+(?:series|ig|fb|(?:for|di|untuk|buat) ${PLACE}(?:(?:,| and|, and| dan) ${PLACE})*))?\\s*(?:about|on|for|to|that|which|announcing|promoting|celebrating|introducing|explaining|showing|tentang|untuk|mengenai|soal|buat|bahwa|yang (?:mengumumkan|mempromosikan|memperkenalkan|menjelaskan|merayakan|membahas))?\\s*[:,]?\\s*`,
  'i',
)
const DEMAND =
  /^(?:mention(?:ing)?|includ(?:e|ing)|highlight(?:ing)?|emphasi[sz]e|stress|add|note|cover|featuring|feature(?!:)|state|point out|talk about|make sure (?:that |to (?:mention|include|say)|we mention)|be sure to (?:mention|include|say)|do not forget(?: to mention)?|don't forget(?: to mention)?|say|tell (?:people|them|everyone|readers|followers|customers|clients)|sebut(?:kan|in)?|sertakan|tekankan|cantumkan|masukkan|tambahkan|tonjolkan|tuliskan|katakan|pastikan (?:menyebut(?:kan)?|tertulis)|(?:beri tahu|beritahu|infokan|kabari)(?: (?:pelanggan|pembaca|mereka|orang|semua orang))?)(?:\s+(?:juga\s+)?(?:that|bahwa|kalau|juga))?[\s:]+/i
/** The demands that may begin in the middle of a sentence; the others are ordinary nouns there ("a new feature: ..."). */
const ASIDE =
  "(?:mention(?:ing)?|includ(?:e|ing)|highlight(?:ing)?|emphasi[sz](?:e|ing)|make sure|be sure to|do not forget|don't forget|(?<!jangan )(?<!jangan lupa )(?:jangan lupa )?(?:sebut(?:kan|in)|sertakan|tekankan|cantumkan|masukkan|tambahkan|tonjolkan))\\s"
const ANNOUNCE =
  /^(?:(?:re)?launch(?:ing)?|announc(?:e|ing)|promot(?:e|ing)|introduc(?:e|ing)|celebrat(?:e|ing)|shar(?:e|ing)|explain(?:ing)?|show(?:case|casing|ing)?|present(?:ing)?|advertis(?:e|ing)|teas(?:e|ing)|recap(?:ping)?|describ(?:e|ing)|publici[sz]e|sell|push|discuss|meet|open(?:ing)?|umumkan|promosikan|luncurkan|perkenalkan|kenalkan|jelaskan|rayakan|bagikan|ceritakan|tawarkan|rekomendasikan|bahas|tunjukkan|tampilkan|ulas|kabarkan|informasikan|sampaikan|kampanyekan|iklankan|sambut)\s+(?:that\s+|bahwa\s+|tentang\s+|soal\s+|mengenai\s+)?/i
const ADDRESS =
  /^(?:invite|remind|tell|ask|inform|encourage|get|undang|ingatkan|ajak|tanyakan(?: kepada)?)\s+(?:(?:all|our|the|your|more|existing|new|para|semua|orang)\s+)*[\p{L}-]+(?:\s+(?:and|of)\s+(?:the\s+)?[\p{L}-]+)?\s+(?:dan\s+[\p{L}-]+\s+)?(?:(?:kami|kita)\s+)?(?:(?:to|that|about|untuk(?:\s+ikut)?|bahwa|tentang|soal|mengenai|ke|agar|supaya|ikut)\s+|(?=which\s|whether\s))/iu
const STYLE_VERB =
  /^(?:keep|use|avoid|don't|do not|no|make it|make the|tone|the tone|voice|write in|in an?|sound|be|style|length|max|maximum|under|without|with|limit|gunakan|pakai|hindari|jangan|tanpa|nada(?:nya)?|gaya(?:nya)?|bahasa(?:nya)?|maksimal|minimal)\b/i
const STYLE_NOUN =
  /\b(?:tone|voice|emojis?|hashtags?|short|shorter|long|concise|brief|words|characters|sentences?|paragraphs?|language|english|indonesian|bahasa|style|formal|informal|casual|playful|fun|funny|professional|friendly|warm|cta|call to action|caption|jargon|clickbait|exclamation|nada|singkat|panjang|santai|tagar|kalimat|kata|huruf|baku|akrab|gaul|tanda seru|paragraf)\b/i
/** Words about the text alone: "Buat singkat sekali". What must not be said is no point either. */
const STYLE_ONLY =
  /^(?:(?:buat(?:lah)?|bikin)\s+(?:yang\s+|se|lebih\s+|agak\s+)*(?:singkat|panjang|pendek|ringkas|santai|formal|lucu|seru|menarik|ramah|hangat|rinci)|jangan\s+(?:sebut(?:kan)?|menyebut(?:kan)?|bilang|tulis(?:kan)?|pakai|gunakan|janji(?:kan)?|menjanjikan))(?:\P{L}|$)/iu
/** What only announces a list. */
const HEADER =
  /^(?:(?:the |our )?(?:key|main) (?:messages?|points?|facts?)|details|facts|highlights|points|must.?haves?|please (?:mention|include)|poin (?:utama|penting)|detail(?:nya)?|info(?:rmasi)?(?:nya)?(?: penting)?|fakta(?:nya)?|yang (?:harus|perlu|wajib) (?:disebut(?:kan)?|ada)|isi(?:nya)?)$/i
/** A clause that starts so is one thought, whatever commas it has. */
const ONE_THOUGHT =
  /^(?:how|why|what|when|if|because|as|while|although|since|who|it|we|they|you|bagaimana|mengapa|kenapa|jika|kalau|karena|kapan|gimana)\b/i

/** The points a prompt demands to be said, in its own words and order, the subject first. At least one, at most 12. */
export function demandedPoints(prompt: string): string[] {
  const points = sentencesOf(prompt)
    .flatMap(pointsOfSentence)
    .map(tidy)
    .filter((point) => contentWords(point).length > 0 && !COURTESY.test(point))
  const distinct = points.filter((point, i) => points.findIndex((other) => other.toLowerCase() === point.toLowerCase()) === i)
  return distinct.length ? distinct.slice(0, MAX_POINTS) : [tidy(prompt.replace(/\s+/g, ' ')) || 'the request']
}

/** Words that carry meaning, lower case and without endings, so that "launching shoes" and "shoe launch" share both. */
export function contentWords(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+(?:[.,'’][\p{L}\p{N}]+)*%?/gu) ?? []).filter((word) => !STOP_WORDS.has(word)).map(stem)
}

/** Whether a text says what a point demands: every number of it, and most of its words. */
export function coversPoint(text: string, point: string): boolean {
  return coversPointIn(new Set(contentWords(text)), point)
}

/** The same over words that were read once: a draft is asked about up to twelve points. */
export function coversPointIn(words: ReadonlySet<string>, point: string): boolean {
  const demanded = [...new Set(contentWords(point))]
  const figures = demanded.filter((word) => /\d/.test(word))
  if (figures.some((word) => !words.has(word))) return false
  const inflected = demanded.every((word) => words.has(word)) || languageIn(point) !== 'id' ? () => false : inflections(words)
  const said = demanded.filter((word) => words.has(word) || inflected(word)).length
  // A figure says much by itself: "only Rp18.000" tells the price without the word.
  return said >= Math.ceil(demanded.length * (figures.length ? 0.5 : 0.6))
}

/** Whether any of the words comes from the same root by Indonesian affixes, "harganya" and "harga". */
function inflections(words: ReadonlySet<string>): (word: string) => boolean {
  const roots = new Set([...words].flatMap((word) => (/\d/.test(word) ? [] : rootsOf(word).map(stem))))
  return (word) => !/\d/.test(word) && rootsOf(word).some((root) => roots.has(stem(root)))
}

function sentencesOf(prompt: string): string[] {
  // Runs of blanks first: ten thousand of them would make the pattern below walk them squared.
  return prompt
    .replace(/[^\S\n]+/g, ' ')
    .split(/\n+|(?<=[\p{L}\p{N})%"”’]{2}[.!?;])\s+|;\s+/u)
    .flatMap((sentence) =>
      sentence.split(
        new RegExp(
          `[,;]?\\s+(?:and\\s+|but\\s+|also\\s+|please\\s+|dan\\s+|lalu\\s+|juga\\s+|serta\\s+|tolong\\s+|jangan lupa\\s+)*(?=${ASIDE})`,
          'i',
        ),
      ),
    )
    .map((sentence) => sentence.replace(/^\s*(?:[-*•–]|\d+[.)])\s+/, '').trim())
    .filter(Boolean)
}

function pointsOfSentence(raw: string): string[] {
  let sentence = raw
  for (let before = ''; before !== sentence; ) {
    before = sentence
    sentence = sentence.replace(POLITE, '')
  }
  if ((STYLE_VERB.test(sentence) && STYLE_NOUN.test(sentence)) || STYLE_ONLY.test(sentence)) return []
  if (DEMAND.test(sentence)) return listed(sentence.replace(DEMAND, ''))
  sentence = sentence.replace(WRITE, '').replace(POLITE, '')
  sentence = sentence.replace(/^to\s+(?=\p{L})/iu, '')
  const announced = sentence.replace(ANNOUNCE, '').replace(ADDRESS, '')
  const colon = announced.match(/^(.{3,120}?):\s+(.+)$/su)
  if (colon?.[1] && colon[2]) return [...(HEADER.test(colon[1]) ? [] : [colon[1]]), ...listed(colon[2])]
  if (ONE_THOUGHT.test(announced)) return [announced]
  return announced
    .split(new RegExp(`\\s+(?:dan\\s+(?=bahwa\\s|ucapkan\\s)|and\\s+(?=that\\s|(?:to\\s+)?(?:thank|${ANNOUNCE.source.slice(1)})))`, 'i'))
    .flatMap((part) => {
      const [head = '', ...rest] = commas(part)
      return [head, ...(rest.length ? listed(rest.join(', ')) : [])]
    })
    .map((part) => part.replace(/^(?:that|to|bahwa|agar|supaya)\s+/i, '').replace(ANNOUNCE, ''))
}

/** Items of "a, b and c". One that starts a thought of its own stays whole. */
function listed(text: string): string[] {
  if (ONE_THOUGHT.test(text)) return [text]
  const items = commas(text)
  // "Budi, our head roaster" is one person, not a list of two.
  if (items.length === 2 && /^\p{Lu}/u.test(text) && /^(?:our|my|the|an?)\s(?!.*\sand\s)/i.test(items[1] ?? '')) return [text]
  const last = items.pop() ?? ''
  return [
    ...items,
    ...last.split(/\s+(?:and|or|atau|serta|&|dan(?!\s+(?:senin|selasa|rabu|kamis|jumat|sabtu|minggu)(?:\s|$)))\s+(?:that\s+|bahwa\s+)?/i),
  ].map((item) =>
    item.replace(/^(?:and|or|with|plus|including|dan|atau|dengan|serta|sama|that|but)\s+/i, '').replace(/\s+(?:instead|too|as well)$/i, ''),
  )
}

function commas(text: string): string[] {
  return text.split(/,\s+(?=\S)|\s+[–—]\s+/).filter((item) => item.trim())
}

function tidy(point: string): string {
  const clean = point
    .slice(0, 4 * MAX_POINT_CHARACTERS)
    .replace(/\s+/g, ' ')
    .replace(/^[\s"'“”‘’(]+|[\s.,;:!?"'“”(]+$/g, '')
  if (clean.length <= MAX_POINT_CHARACTERS) return clean
  return clean.slice(0, MAX_POINT_CHARACTERS).replace(/\s+\S*$/, '')
}

function stem(word: string): string {
  if (/\d/.test(word) || word.length < 4) return word.replace(/['’]s$/, '')
  return word
    .replace(/['’]s?$/, '')
    .replace(/ies$/, 'y')
    .replace(/(?<=ss|sh|ch|x|z)es$/, '')
    .replace(/(?<=\p{L}{3})(?:ing|ed)$/u, '')
    .replace(/(?<=[^su])s$/, '')
    .replace(/(?<=\p{L}{3})e$/u, '')
}
