import { useAuditWords } from './auditWords.ts'
import { useMemberPagesInfiniteQuery, useToTheEnd } from './pages.ts'

/** Who did something, by the id that the API names them with: members by name; keys, links and people who left by what they are. */
export function useWho() {
  const say = useAuditWords()
  const members = useMemberPagesInfiniteQuery()
  useToTheEnd(members)

  function person(id: string): string {
    const member = members.data?.pages.flatMap(({ items }) => items).find(({ user_id }) => user_id === id)
    return member ? member.name || member.email : members.isFetching ? '…' : say('somebody', { id: id.slice(0, 8) })
  }
  function who(actor: string): string {
    const [kind, id = ''] = actor.split('/')
    if (kind === 'user') return person(id)
    if (kind === 'key' || kind === 'link') return say(kind, { id: id.slice(0, 8) })
    return actor === 'policy' ? say('policy') : actor === 'mail provider' ? say('provider') : actor === 'rules watch' ? say('watch') : actor
  }
  return { who, person }
}
