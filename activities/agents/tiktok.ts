import { TIKTOK_CRAFT } from '../prompts/platform.ts'
import { TOOLS } from '../tools/index.ts'
import { platformAgent } from './platform.ts'

/** Writes what TikTok publishes. */
export const tiktok = platformAgent('tiktok', TIKTOK_CRAFT, TOOLS.tiktok)
