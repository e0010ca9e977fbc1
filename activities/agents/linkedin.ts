import { LINKEDIN_CRAFT } from '../prompts/platform.ts'
import { TOOLS } from '../tools/index.ts'
import { platformAgent } from './platform.ts'

/** Writes what LinkedIn publishes. */
export const linkedin = platformAgent('linkedin', LINKEDIN_CRAFT, TOOLS.linkedin)
