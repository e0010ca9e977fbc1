/** What a text says in the words of somebody else. Pure. */

const MARKS = [
  /“([^“”\n]{1,600})”/gu,
  /"([^"\n]{1,600})"/gu,
  /«([^«»\n]{1,600})»/gu,
  /„([^„“”\n]{1,600})[“”]/gu,
  /(?<![\p{L}\p{N}])‘([^‘’\n]{1,300}(?:’\p{L}[^‘’\n]{0,300}){0,6})’(?!\p{L})/gu,
  /(?<![\p{L}\p{N}])'([^'\n]{1,300}(?:'\p{L}[^'\n]{0,300}){0,6})'(?!\p{L})/gu,
]
/** Up to so many words are a name, a menu item or a word that is meant as a word. */
const FEW_WORDS = 3

/** The quotations of more than three words. */
export function quotationsIn(text: string): string[] {
  return MARKS.flatMap((mark) => [...text.matchAll(mark)].map(([, quoted = '']) => quoted.trim())).filter(
    (quoted) => wordsOf(quoted).length > FEW_WORDS,
  )
}

export function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[’']/g, '')
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  )
}

/** The words of a text with one blank around each, so that one text is found in another whatever stands between its words. */
export const spaced = (text: string): string => ` ${wordsOf(text).join(' ')} `
