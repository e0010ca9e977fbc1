import type { Platform } from '../../domain/words.ts'
import type { Intent } from '../tools/reading.ts'

/** How the offline composer writes on a platform, where that does not follow from the form. */
export interface Manner {
  /** What a post reads like: a caption with bullets, a professional note with arrows, news told in sentences, or as little as will do. */
  post: 'caption' | 'professional' | 'told' | 'brief'
  /** Openings carry the brand's emoji, where it uses any. */
  emoji: boolean
  /** Hashtags come from the agent's tool; without it, fewer. */
  tagsByTool: boolean
  /** How many where no tool makes them. */
  hashtags: number
  /** How long a video is planned, in seconds. */
  videoSeconds: number
}

/** Reels that end within twenty seconds are watched twice. */
const REEL_SECONDS = 18
const VIDEO_SECONDS = 24

export const MANNERS: Readonly<Record<Platform, Manner>> = {
  instagram: { post: 'caption', emoji: true, tagsByTool: true, hashtags: 3, videoSeconds: REEL_SECONDS },
  linkedin: { post: 'professional', emoji: false, tagsByTool: false, hashtags: 3, videoSeconds: VIDEO_SECONDS },
  tiktok: { post: 'caption', emoji: true, tagsByTool: false, hashtags: 3, videoSeconds: VIDEO_SECONDS },
  facebook: { post: 'told', emoji: true, tagsByTool: true, hashtags: 3, videoSeconds: VIDEO_SECONDS },
  x: { post: 'brief', emoji: true, tagsByTool: false, hashtags: 1, videoSeconds: VIDEO_SECONDS },
}

export const EMOJI_OF: Readonly<Record<Intent, string>> = {
  launch: '✨',
  offer: '🏷️',
  event: '📅',
  lesson: '💡',
  hiring: '👋',
  milestone: '🎉',
  question: '🗳️',
  story: '🎬',
  notice: '📌',
}
