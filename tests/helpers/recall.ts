import type { Recaller } from '../../activities/memory.ts'

/** A brand of which nothing was ever approved. */
export const NOTHING_RECALLED: Recaller = { like: async () => [], same: async () => [] }
