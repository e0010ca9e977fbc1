/** Money is kept in micros, so that sums stay exact, and shown in dollars. */
export const usd = (micros: number): number => micros / 1_000_000
