import { diffWordsWithSpace } from 'diff'
import type { Content } from './content.ts'
import { fieldsToPaste } from './platforms/index.ts'
import type { Platform } from './words.ts'

/** A run of words that both versions have, or only one of them. */
export interface Piece {
  kind: 'same' | 'added' | 'removed'
  text: string
}

export interface FieldChange {
  /** As a person knows the field: "Caption", "Slide 2". */
  field: string
  pieces: Piece[]
}

/** Beyond so many characters a field is shown as replaced: nobody reads such a diff, and comparing costs more than a page may. */
const MAX_CHARACTERS = 20_000

/** Word by word what a newer version changed, field by field; fields that are the same are left out. */
export function changesBetween(platform: Platform, before: Content, after: Content): FieldChange[] {
  const [old, now] = [before, after].map((content) => new Map(fieldsToPaste(platform, content).map(({ field, text }) => [field, text])))
  const fields = [...new Set([...(now?.keys() ?? []), ...(old?.keys() ?? [])])]
  return fields.flatMap((field) => {
    const [was, is] = [old?.get(field) ?? '', now?.get(field) ?? '']
    return was === is ? [] : [{ field, pieces: piecesOf(was, is) }]
  })
}

function piecesOf(was: string, is: string): Piece[] {
  if (was.length + is.length > MAX_CHARACTERS)
    return [
      { kind: 'removed', text: was },
      { kind: 'added', text: is },
    ]
  return diffWordsWithSpace(was, is).map(
    ({ added, removed, value }): Piece => ({ kind: added ? 'added' : removed ? 'removed' : 'same', text: value }),
  )
}
