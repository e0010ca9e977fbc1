import type { Content } from '../../domain/content.ts'
import { paragraphs } from '../prompts/shared.ts'
import type { Kit } from './offlineCompose.ts'

/** How many points share a post where no plan says it. */
const POINTS_A_POST = 2

/** The words of a thread: the hook alone, then the points as the plan deals them out, then what is asked of the reader. */
export function threadOf({ words, hook, opening, tags, thread }: Kit): Omit<Extract<Content, { form: 'thread' }>, 'media'> {
  const planned = thread?.filter(({ role }) => role === 'points').map(({ says }) => says.length) ?? []
  const left = [...words.points]
  const groups = planned.map((size) => left.splice(0, size))
  while (left.length) groups.push(left.splice(0, POINTS_A_POST))
  let told = 0
  const posts = groups
    .filter((group) => group.length > 0)
    .map((group) => {
      const [first] = group
      // A post is reposted alone, so it names what it is about.
      const alone = group.length === 1 && first ? words.note(first, told) : ''
      told += group.length
      return alone || group.map((point) => `• ${words.item(point)}`).join('\n')
    })
  const replies = [words.body(0), ...posts, paragraphs(words.call(), words.question())]
  return {
    form: 'thread',
    text: paragraphs(opening, [words.subject(hook), words.audience()].filter(Boolean).join(' ')),
    hashtags: tags,
    replies: replies.map((text) => ({ text, media: [] })),
  }
}
