import type { Content } from './content.ts'

/** Every text of a draft, what is shown and what is briefed; names of forms and kinds are ours. */
export function stringsOf(content: Content): string[] {
  const walk = (value: unknown, key: string): string[] => {
    if (typeof value === 'string') return key === 'form' || key === 'kind' || !value.trim() ? [] : [value]
    if (Array.isArray(value)) return value.flatMap((item) => walk(item, key))
    if (value && typeof value === 'object') return Object.entries(value).flatMap(([name, item]) => walk(item, name))
    return []
  }
  return walk({ ...content, hashtags: [] }, '')
}
