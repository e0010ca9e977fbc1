import type { SerializedError } from '@reduxjs/toolkit'
import type { FetchBaseQueryError } from '@reduxjs/toolkit/query'
import type { Problem } from './generated.ts'

export type Failure = FetchBaseQueryError | SerializedError | undefined

/** What the API refused with, where it was the API that answered. */
export function problemOf(failure: unknown): Problem | undefined {
  const data = (failure as { data?: unknown } | undefined)?.data
  return typeof data === 'object' && data !== null && 'code' in data && 'detail' in data ? (data as Problem) : undefined
}

export const statusOf = (failure: unknown): number | 'network' =>
  problemOf(failure)?.status ??
  (typeof (failure as { status?: unknown })?.status === 'number' ? (failure as { status: number }).status : 'network')

/** The faults of single fields, by the path the API names. */
export function issuesOf(failure: unknown): Record<string, string> {
  const issues = problemOf(failure)?.details?.issues
  if (!Array.isArray(issues)) return {}
  return Object.fromEntries(issues.map(({ path, message }: { path: string; message: string }) => [path, message]))
}
