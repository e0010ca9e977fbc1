/** Numbers written as words, English and Indonesian, read as figures: "ten" is 10, "dua puluh lima" is 25. Pure. */

const SMALL: Readonly<Record<string, number>> = Object.fromEntries(
  [
    'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
    'nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas',
  ].flatMap((words) => words.split(' ').map((word, value) => [word, value] as const)),
)
const TENS: Readonly<Record<string, number>> = Object.fromEntries(
  'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ').map((word, i) => [word, (i + 2) * 10]),
)
const SCALES: Readonly<Record<string, number>> = {
  belas: 1,
  puluh: 10,
  dozen: 12,
  hundred: 100,
  ratus: 100,
  thousand: 1_000,
  ribu: 1_000,
  million: 1e6,
  juta: 1e6,
  billion: 1e9,
  miliar: 1e9,
}
const WHOLE: Readonly<Record<string, number>> = { seratus: 100, seribu: 1_000, sejuta: 1e6, selusin: 12 }

const ONE = [...Object.keys(SMALL), ...Object.keys(TENS), ...Object.keys(WHOLE)].join('|')
const SCALE = Object.keys(SCALES).join('|')
const RUN = new RegExp(
  `(?<![\\p{L}\\p{N}-])(?:an?\\s+(?=(?:dozen|hundred|thousand|million|billion)\\b)(?:${SCALE})|(?:${ONE}))(?:(?:\\s+(?:and\\s+)?|-)(?:${ONE}|${SCALE}))*(?![\\p{L}\\p{N}]|-\\p{L})`,
  'giu',
)

export interface Spelled {
  /** The text with each such number as digits. */
  text: string
  /** The words that stood at an index of that text. */
  words: ReadonlyMap<number, string>
}

/** The same text with spelled numbers as digits, remembering where they were words. */
export function spelledOut(text: string): Spelled {
  const words = new Map<number, string>()
  let grown = 0
  const read = text.replace(RUN, (run: string, at: number) => {
    const digits = String(numberOf(run.toLowerCase()))
    words.set(at + grown, run)
    grown += digits.length - run.length
    return digits
  })
  return { text: read, words }
}

/** "two hundred and ten": sums of what stands before each scale. */
function numberOf(run: string): number {
  let total = 0
  let group = 0
  for (const word of run.split(/[\s-]+/)) {
    const scale = SCALES[word]
    if (scale === undefined) {
      group += SMALL[word] ?? TENS[word] ?? WHOLE[word] ?? 0
      if (word === 'seribu' || word === 'sejuta') [total, group] = [total + group, 0]
    } else if (word === 'belas') group += 10
    else if (scale >= 1_000) [total, group] = [total + (group || 1) * scale, 0]
    else group = group >= 100 && scale < 100 ? Math.floor(group / 100) * 100 + (group % 100) * scale : (group || 1) * scale
  }
  return total + group
}
