import type { Content } from './content.ts'

/** Every text of a draft, what is shown and what is briefed; names of forms and kinds are ours. */
export const stringsOf = (content: Content): string[] => textsOf({ ...content, hashtags: [] })

/** The same of a draft as it is stored, or of several, or of plain texts among them. */
export function textsOf(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return key === 'form' || key === 'kind' || !value.trim() ? [] : [value]
  if (Array.isArray(value)) return value.flatMap((item) => textsOf(item, key))
  return value && typeof value === 'object' ? Object.entries(value).flatMap(([name, item]) => textsOf(item, name)) : []
}
