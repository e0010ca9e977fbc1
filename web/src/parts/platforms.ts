import type { Platform } from '../../../domain/words.ts'

/** What each platform is called; their rules, which name them too, are loaded only where drafts are shown. */
export const PLATFORM_NAMES: Readonly<Record<Platform, string>> = {
  instagram: 'Instagram',
  linkedin: 'LinkedIn',
  tiktok: 'TikTok',
  facebook: 'Facebook',
  x: 'X',
}
