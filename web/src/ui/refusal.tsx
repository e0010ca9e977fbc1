import { problemOf } from '../api/problem.ts'
import { Note } from './parts.tsx'

/**
 * Why what a form sent was not done, above the form. The API says it, in English; `known` says it where the page can say it better, and `unanswered`
 * where the API said nothing.
 */
export function Refusal({ of, known, unanswered }: { of: unknown; known?: string | undefined; unanswered: string }) {
  const detail = problemOf(of)?.detail
  return (
    <Note tone="bad" role="alert">
      {known ?? (detail ? <span lang="en">{detail}</span> : unanswered)}
    </Note>
  )
}
