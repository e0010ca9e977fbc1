import { INSTAGRAM_CRAFT } from '../prompts/platform.ts'
import { TOOLS } from '../tools/index.ts'
import { platformAgent } from './platform.ts'

/** Writes what Instagram publishes. */
export const instagram = platformAgent('instagram', INSTAGRAM_CRAFT, TOOLS.instagram)
