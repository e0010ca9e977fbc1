import type { Platform } from '../../domain/words.ts'
import { facebook } from './facebook.ts'
import { instagram } from './instagram.ts'
import { linkedin } from './linkedin.ts'
import type { PlatformAgent } from './platform.ts'
import { tiktok } from './tiktok.ts'
import { x } from './x.ts'

/** The one map from a platform to the agent that writes for it. */
export const WRITERS: Readonly<Record<Platform, PlatformAgent>> = { instagram, linkedin, tiktok, facebook, x }
