import { toast } from 'sonner'
import { problemOf } from '../api/problem.ts'

/** Says shortly that something was done; `undo` offers to take it back. */
export function told(text: string, undo?: { label: string; act(): void }): void {
  toast.success(text, undo ? { action: { label: undo.label, onClick: undo.act }, duration: 8000 } : {})
}

/** Says what the API refused, in its own words; `otherwise` is for when it did not answer. */
export function refused(failure: unknown, otherwise: string): void {
  const problem = problemOf(failure)
  toast.error(problem?.detail ?? otherwise, { duration: 10_000, ...(problem && { description: problem.request_id }) })
}

/** Awaits work and says how it ended; false where it was refused, so that a window asking for it stays open. */
export async function attempted(work: Promise<unknown>, said: string, otherwise: string): Promise<boolean> {
  try {
    await work
    told(said)
    return true
  } catch (failure) {
    refused(failure, otherwise)
    return false
  }
}
