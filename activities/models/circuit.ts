/** How long a provider that was down is not asked first. */
export const COOL_MS = 30_000
/** The longest, whatever a provider asked for: a key's limit may be lifted, and somebody has to notice. */
export const LONGEST_COOL_MS = 300_000
/** Two rate limits within this are a repeated one. */
export const LIMIT_MEMORY_MS = 60_000

/**
 * Remembers which providers have just failed, in this process only: a provider that is down would else cost every call its whole deadline.
 * An open one is asked last, not never, so that nothing is lost when all are. Holds one entry a provider.
 */
export function createCircuit(now: () => number) {
  const openUntil = new Map<string, number>()
  const limitedAt = new Map<string, number>()
  return {
    open(provider: string, forMs = COOL_MS): void {
      openUntil.set(provider, now() + Math.min(Math.max(forMs, COOL_MS), LONGEST_COOL_MS))
    },
    close(provider: string): void {
      openUntil.delete(provider)
      limitedAt.delete(provider)
    },
    /** Notes a rate limit; true when the last one was a moment ago. */
    limited(provider: string): boolean {
      const before = limitedAt.get(provider)
      limitedAt.set(provider, now())
      return before !== undefined && now() - before <= LIMIT_MEMORY_MS
    },
    /** The same models, those that are open at the end. */
    closedFirst<M extends { label: { provider: string } }>(models: readonly M[]): M[] {
      const isOpen = ({ label }: M) => (openUntil.get(label.provider) ?? 0) > now()
      return [...models.filter((model) => !isOpen(model)), ...models.filter(isOpen)]
    },
  }
}
