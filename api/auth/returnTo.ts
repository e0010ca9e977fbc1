import { z } from 'zod'

/** A character that some browser or proxy drops or turns into another: with it, what was checked is not what is followed. */
const TREACHEROUS = /[\p{Cc}\\]|%(?:2f|5c|0[0-9a-f]|1[0-9a-f]|7f)/iu

/** Whether this is a path of ours, and stays one however a browser reads it. */
export function isPathOfOurs(value: string, publicUrl: string): boolean {
  const [path = ''] = value.split(/[?#]/)
  if (!value.startsWith('/') || TREACHEROUS.test(path) || /[\p{Cc}\\]/u.test(value) || !URL.canParse(value, publicUrl)) return false
  const url = new URL(value, publicUrl)
  // "/.//evil.example" is ours until its dots are resolved: then it is "//evil.example", which is another host.
  return url.origin === new URL(publicUrl).origin && !url.pathname.startsWith('//')
}

/** The schema of a `return_to`: where a person lands after they were elsewhere. */
export const returnTo = (publicUrl: string) =>
  z
    .string()
    .max(1000)
    .refine((value) => isPathOfOurs(value, publicUrl), 'must be a path here that begins with a single /')
    .default('/')
    .meta({
      description: 'A path of this site to land on afterwards, which stays one however its dots and its encoding are read.',
      // The part of the rule that a pattern can say.
      pattern: '^/([^/\\\\\\x00-\\x1f\\x7f-\\x9f][^\\\\\\x00-\\x1f\\x7f-\\x9f]*)?$',
    })

/** What a sign-in may say to the page it returns to. */
const TOLD = ['sign_in_error', 'link_error', 'linked'] as const
export type Told = Partial<Record<(typeof TOLD)[number], string>>

/** The path to return to, with what is told in its query; what an earlier try told is taken out. */
export function pathTelling(path: string, publicUrl: string, told: Told): string {
  const url = new URL(path, publicUrl)
  for (const name of TOLD) url.searchParams.delete(name)
  for (const [name, value] of Object.entries(told)) url.searchParams.set(name, value)
  return `${url.pathname}${url.search}${url.hash}`
}
