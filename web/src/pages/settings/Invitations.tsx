import { useState } from 'react'
import { type Invitation, useDeleteInvitationsByIdMutation, usePostInvitationsByIdResendMutation } from '../../api/generated.ts'
import { useMembership } from '../../session/may.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Ago, Badge, Skeleton, type Tone } from '../../ui/parts.tsx'
import { Cell, Table } from '../../ui/table.tsx'
import { attempted } from '../../ui/toast.ts'
import { useFormats } from '../../words/format.ts'
import { useBrandNames } from './brandNames.ts'
import { useMemberWords } from './memberWords.ts'
import { useInvitationPagesInfiniteQuery, useToTheEnd } from './pages.ts'
import { grantsOf, useRoleWords } from './roles.ts'

const TONES: Record<Invitation['state'], Tone> = { open: 'accent', expired: 'warn', accepted: 'good', revoked: 'neutral' }
const isWaiting = ({ state }: Invitation) => state === 'open' || state === 'expired'

/** Who is invited, the newest first; what is over is folded away. */
export function Invitations() {
  const say = useMemberWords()
  const query = useInvitationPagesInfiniteQuery()
  useToTheEnd(query)
  const [all, setAll] = useState(false)
  return (
    <section aria-labelledby="invitations">
      <h2 id="invitations" className="mb-2 text-lg font-semibold">
        {say('invitations')}
      </h2>
      <Loaded query={query} loading={<Skeleton className="h-24" />}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items).reverse()
          const shown = all ? items : items.filter(isWaiting)
          const over = items.length - items.filter(isWaiting).length
          return (
            <>
              {shown.length === 0 ? <p className="text-soft">{say('none')}</p> : <List items={shown} />}
              {over > 0 && !all && (
                <Button look="quiet" size="sm" className="mt-2" onClick={() => setAll(true)}>
                  {say('past', { count: over })}
                </Button>
              )}
            </>
          )
        }}
      </Loaded>
    </section>
  )
}

function List({ items }: { items: readonly Invitation[] }) {
  const say = useMemberWords()
  const role = useRoleWords()
  const names = useBrandNames()
  const { date } = useFormats()
  const mine = useMembership()
  const grants = mine ? grantsOf(mine.role) : []
  return (
    <Table label={say('invitations')} head={[say('person'), say('role'), say('brands'), say('invited'), say('state'), say('acts')]}>
      {items.map((invitation) => (
        <tr key={invitation.id}>
          <Cell>{invitation.email}</Cell>
          <Cell>{role(invitation.role)}</Cell>
          <Cell>{names(invitation.brand_ids)}</Cell>
          <Cell className="whitespace-nowrap">
            <Ago at={invitation.created_at} />
          </Cell>
          <Cell>
            <Badge tone={TONES[invitation.state]}>
              {invitation.state === 'open' ? say('open', { when: date(invitation.expires_at) }) : say(invitation.state)}
            </Badge>
          </Cell>
          <Cell>{isWaiting(invitation) && grants.includes(invitation.role) && <Acts of={invitation} />}</Cell>
        </tr>
      ))}
    </Table>
  )
}

function Acts({ of: { id, email } }: { of: Invitation }) {
  const say = useMemberWords()
  const [resend, { isLoading }] = usePostInvitationsByIdResendMutation()
  const [revoke] = useDeleteInvitationsByIdMutation()
  return (
    <div className="flex gap-2">
      <Button
        size="sm"
        busy={isLoading}
        aria-label={`${say('resend')}: ${email}`}
        onClick={() => void attempted(resend({ id, 'idempotency-key': crypto.randomUUID() }).unwrap(), say('resent'), say('failed'))}
      >
        {say('resend')}
      </Button>
      <Confirm
        trigger={
          <Button size="sm" look="danger" aria-label={`${say('revoke')}: ${email}`}>
            {say('revoke')}
          </Button>
        }
        title={say('revoke_title', { email })}
        about={say('revoke_about')}
        action={say('revoke')}
        act={() => attempted(revoke({ id }).unwrap(), say('revoked_done'), say('failed'))}
      />
    </div>
  )
}
