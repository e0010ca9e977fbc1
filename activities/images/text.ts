import type { Panel } from '../../domain/images.ts'

/** The words of an image: cleaned of what no font of ours can draw, and cut into pages where they are too many for one. */

/** A longer headline is a paragraph: what is past this many characters becomes part of the text below. Five lines at the smallest size. */
export const LONGEST_HEADLINE = 140

/** Pictures, and what joins, colours or turns characters without being one: nothing is left of them. (c), (R) and TM are letters here. */
const INVISIBLE =
  /(?![©®™])[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}]|[\p{Cf}\p{Co}\p{Cs}\p{Cn}]|\p{Variation_Selector}|\u{20e3}/gu

/** One paragraph a line, single spaces, composed characters, no emoji and no control characters. */
export function cleaned(text: string): string {
  return text
    .normalize('NFC')
    .replace(INVISIBLE, '')
    .split(/[\p{Zl}\p{Zp}\n\r]+/u)
    .map((line) => line.replace(/[\s\p{Cc}]+/gu, ' ').trim())
    .filter(Boolean)
    .join('\n')
}

/** A panel with clean words and a headline of at most 140 characters. */
export function worded({ headline, body, ...panel }: Panel): Panel {
  const [title, rest] = cutAt(cleaned(headline).replaceAll('\n', ' '), LONGEST_HEADLINE)
  return { ...panel, headline: title, body: [rest, cleaned(body)].filter(Boolean).join('\n') }
}

/** The panel as two pages, the text cut near its middle; undefined when there is nothing to cut. */
export function halved(panel: Panel): [Panel, Panel] | undefined {
  const characters = [...panel.body]
  if (characters.length < 2) return undefined
  const [first, second] = cutAt(panel.body, Math.ceil(characters.length / 2))
  return second
    ? [
        { ...panel, body: first },
        { ...panel, headline: '', body: second },
      ]
    : undefined
}

/** A text in two, the first at most so many characters: after a sentence, else between words, else anywhere. */
function cutAt(text: string, most: number): [string, string] {
  const characters = [...text]
  if (characters.length <= most) return [text, '']
  const head = characters.slice(0, most + 1).join('')
  const at = [/^.*[.!?…:](?=\s)/su, /^.*\S(?=\s)/su].map((end) => head.match(end)?.[0]).find((found) => found && found.length > most / 3)
  const first = at ?? characters.slice(0, most).join('')
  return [first.trim(), text.slice(first.length).trim()]
}
