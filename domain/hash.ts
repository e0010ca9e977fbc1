import { createHash } from 'node:crypto'

/** JSON with keys in order, so that equal values have equal text. Undefined members are left out, as JSON.stringify does. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, v: unknown) =>
    v && typeof v === 'object' && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : v,
  )
}

/** SHA-256, hex, of what exactly a client sees: the platform, the content type and the content. Approval binds to it. */
export function contentHash(platform: string, contentType: string, content: unknown): string {
  return createHash('sha256').update(canonicalJson({ platform, contentType, content })).digest('hex')
}

/** SHA-256, hex, of a text. */
export const textHash = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')
