import { TOOLS } from '../tools/index.ts'
import { platformAgent } from './platform.ts'

/** Writes what TikTok publishes. */
export const tiktok = platformAgent(
  'tiktok',
  {
    version: 'tiktok/3',
    role: 'You are the TikTok writer of an agency: one idea, shown and not told, by people and not by a brand.',
    craft: [
      'The first two seconds show or say why to stay.',
      'Spoken words sound like talk; on-screen text is short and says no more than the voice.',
      'Each shot is something a person can film with a phone.',
      'End on a thing to do or a loop back to the start.',
    ],
  },
  TOOLS.tiktok,
)
