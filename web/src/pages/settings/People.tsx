import { useState } from 'react'
import { type Member, useDeleteMembersByIdMutation } from '../../api/generated.ts'
import { useMay, useMembership } from '../../session/may.ts'
import { useAppSelector } from '../../store.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Ago, Badge, Skeleton } from '../../ui/parts.tsx'
import { Cell, Table } from '../../ui/table.tsx'
import { attempted } from '../../ui/toast.ts'
import { useBrandNames } from './brandNames.ts'
import { ChangeMember } from './ChangeMember.tsx'
import { useMemberWords } from './memberWords.ts'
import { useMemberPagesInfiniteQuery, useToTheEnd } from './pages.ts'
import { grantsOf, useRoleWords } from './roles.ts'

/** The members, and what of theirs one may change. */
export function People() {
  const say = useMemberWords()
  const role = useRoleWords()
  const may = useMay()
  const mine = useMembership()
  const me = useAppSelector(({ session }) => session.user?.id)
  const names = useBrandNames()
  const query = useMemberPagesInfiniteQuery()
  useToTheEnd(query)
  const [changing, setChanging] = useState<Member>()
  const grants = mine && may('members.write') ? grantsOf(mine.role) : []
  return (
    <>
      <Loaded query={query} loading={<Skeleton className="h-64" />}>
        {({ pages }) => (
          <Table
            label={say('people')}
            head={[say('person'), say('role'), say('brands'), say('joined'), ...(grants.length ? [say('acts')] : [])]}
          >
            {pages
              .flatMap(({ items }) => items)
              .map((member) => (
                <tr key={member.user_id}>
                  <Cell>
                    <p className="font-medium">
                      {member.name || member.email} {member.user_id === me && <Badge>{say('you')}</Badge>}
                    </p>
                    {member.name && <p className="text-sm text-soft">{member.email}</p>}
                  </Cell>
                  <Cell>{role(member.role)}</Cell>
                  <Cell>{names(member.brand_ids)}</Cell>
                  <Cell className="whitespace-nowrap">
                    <Ago at={member.joined_at} />
                  </Cell>
                  {grants.length > 0 && (
                    <Cell>
                      {grants.includes(member.role) && (
                        <div className="flex gap-2">
                          <Button
                            size="sm"
                            aria-label={`${say('change')}: ${member.name || member.email}`}
                            onClick={() => setChanging(member)}
                          >
                            {say('change')}
                          </Button>
                          <Remove member={member} isMe={member.user_id === me} />
                        </div>
                      )}
                    </Cell>
                  )}
                </tr>
              ))}
          </Table>
        )}
      </Loaded>
      {changing && <ChangeMember member={changing} grants={grants} close={() => setChanging(undefined)} />}
    </>
  )
}

function Remove({ member, isMe }: { member: Member; isMe: boolean }) {
  const say = useMemberWords()
  const [remove] = useDeleteMembersByIdMutation()
  const name = member.name || member.email
  return (
    <Confirm
      trigger={
        <Button size="sm" look="danger" aria-label={`${say('remove')}: ${name}`}>
          {say('remove')}
        </Button>
      }
      title={say('remove_title', { name })}
      about={say(isMe ? 'leave_about' : 'remove_about')}
      action={say('remove')}
      act={() =>
        attempted(
          remove({ id: member.user_id })
            .unwrap()
            // Who left has another organization in front of them, or none: everything is asked anew.
            .then(() => isMe && location.assign('/')),
          say('removed', { name }),
          say('failed'),
        )
      }
    />
  )
}
