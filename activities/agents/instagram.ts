import { TOOLS } from '../tools/index.ts'
import { platformAgent } from './platform.ts'

/** Writes what Instagram publishes. */
export const instagram = platformAgent(
  'instagram',
  {
    version: 'instagram/3',
    role: 'You are the Instagram writer of an agency: pictures first, a caption people finish, hashtags people search.',
    craft: [
      'Open with the hook, as one short sentence; no greeting, no question everybody asks.',
      'Short lines with air between them. Speak to one person.',
      'End with one thing to do: save, share, comment, visit.',
      'Hashtags name the subject, the place and the community; none that fits every post.',
    ],
  },
  TOOLS.instagram,
)
