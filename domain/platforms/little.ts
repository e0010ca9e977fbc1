/**
 * LinkedIn's "little" text format, in which its posts API takes commentary. Reserved characters are backslash-escaped; one that is not ends
 * the post there without an error (crossposter v1.1.5 was cut at the first parenthesis). Never used for text that a person pastes.
 * Source: learn.microsoft.com, little-text-format, version li-lms-2026-05.
 */
const RESERVED = /[\\|{}@[\]()<>#*_~]/g

export function escapeLittle(text: string): string {
  return text.replace(RESERVED, '\\$&')
}

/** The text again; a backslash before anything that is not reserved stands for itself. */
export function unescapeLittle(escaped: string): string {
  return escaped.replace(/\\([\\|{}@[\]()<>#*_~])/g, '$1')
}

/** The reserved characters a text holds, each once. */
export function reservedIn(text: string): string[] {
  return [...new Set(text.match(RESERVED) ?? [])]
}

/** Text and hashtags as the API takes them: tags of the hashtag field by the documented template, so that they stay links; a # in the text is plain. */
export function littleCommentary(text: string, hashtags: readonly string[]): string {
  const tags = hashtags.map((tag) => `{hashtag|\\#|${escapeLittle(tag)}}`).join(' ')
  return [escapeLittle(text.trimEnd()), tags].filter(Boolean).join('\n\n')
}
