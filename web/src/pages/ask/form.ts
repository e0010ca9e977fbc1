import type { Connection, ContentType, Language, Platform } from '../../../../domain/words.ts'
import type { Generate } from '../../api/generated.ts'

export const APPROVALS = ['by_default', 'by_policy', 'by_people', 'none'] as const

/** What is on the form, as it is typed. */
export interface Form {
  prompt: string
  brand: string
  platforms: Platform[]
  types: Partial<Record<Platform, ContentType>>
  language: Language
  connection: Connection
  sponsor: string
  countries: string[]
  approval: (typeof APPROVALS)[number]
  policy: string
  people: string
  days: number
}

export const EMPTY: Form = {
  prompt: '',
  brand: '',
  platforms: ['instagram', 'linkedin', 'tiktok'],
  types: {},
  language: 'en',
  connection: 'none',
  sponsor: '',
  countries: [],
  approval: 'by_default',
  policy: '',
  people: '',
  days: 3,
}

export const addresses = (typed: string): string[] => typed.split(/[\s,;]+/).filter(Boolean)

/** What the form asks the API for; the default brand is left for the API to know. */
export function bodyOf(form: Form): Generate {
  const types = Object.fromEntries(form.platforms.flatMap((platform) => (form.types[platform] ? [[platform, form.types[platform]]] : [])))
  const approval: Generate['approval'] =
    form.approval === 'none'
      ? { mode: 'none' }
      : form.approval === 'by_policy' && form.policy
        ? { policy_id: form.policy }
        : form.approval === 'by_people' && addresses(form.people).length
          ? { approvers: addresses(form.people).map((email) => ({ email })), due_in_hours: form.days * 24 }
          : {}
  return {
    prompt: form.prompt,
    platforms: form.platforms,
    ...(form.brand && { brand_profile_id: form.brand }),
    content_types: types as NonNullable<Generate['content_types']>,
    language: form.language,
    disclosure: {
      connection: form.connection,
      countries: form.countries,
      ...(form.connection !== 'none' && form.connection !== 'own_brand' && { sponsor: form.sponsor }),
    },
    approval,
  }
}
