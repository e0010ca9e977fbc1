import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import {
  type Invitation,
  type Member,
  useDeleteInvitationsByIdMutation,
  useDeleteMembersByIdMutation,
  useGetBrandsQuery,
  useGetInvitationsQuery,
  useGetMembersQuery,
  usePostInvitationsByIdResendMutation,
} from '../../api/generated.ts'
import { useAllowed, useMay, useMembership } from '../../session/may.ts'
import { useAppSelector } from '../../store.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import { Loaded, NotAllowed } from '../../ui/loaded.tsx'
import { Ago, Badge, Card, Facts, Page, Skeleton } from '../../ui/parts.tsx'
import { Cell, Table } from '../../ui/table.tsx'
import { refused, told } from '../../ui/toast.ts'
import { useFormats } from '../../words/format.ts'
import { words } from '../../words/words.ts'
import { ChangeMember } from './ChangeMember.tsx'
import { Invite } from './Invite.tsx'
import { GRANTS, ROLES, useRoleWords } from './roles.ts'

export const useMemberWords = words('members', {
  en: {
    title: 'Members',
    invite: 'Invite somebody',
    people: 'Members of the organization',
    person: 'Person',
    role: 'Role',
    brands: 'Brands',
    joined: 'Joined',
    acts: 'Actions',
    every: 'Every brand',
    you: 'you',
    change: 'Change',
    remove: 'Remove',
    remove_title: 'Remove {{name}}?',
    remove_about:
      'Their rights here are gone within a second, and what they gave away by them: keys, links they alone can decide. What they made stays.',
    removed: '{{name}} is no longer a member.',
    invitations: 'Invitations',
    invited: 'Invited',
    state: 'State',
    none: 'No invitation is open.',
    open: 'open until {{when}}',
    expired: 'expired',
    accepted: 'accepted',
    revoked: 'revoked',
    resend: 'Send again',
    resent: 'The invitation is on its way again, with a new link and another week.',
    revoke: 'Revoke',
    revoke_title: 'Revoke the invitation of {{email}}?',
    revoke_about: 'Its link stops working at once. You can invite them again.',
    revoked_done: 'The invitation is revoked.',
    roles: 'What each role may do',
    failed: 'That did not work: the server did not answer. Try again.',
  },
  id: {
    title: 'Anggota',
    invite: 'Undang seseorang',
    people: 'Anggota organisasi',
    person: 'Orang',
    role: 'Peran',
    brands: 'Merek',
    joined: 'Bergabung',
    acts: 'Tindakan',
    every: 'Semua merek',
    you: 'Anda',
    change: 'Ubah',
    remove: 'Keluarkan',
    remove_title: 'Keluarkan {{name}}?',
    remove_about:
      'Haknya di sini hilang dalam sedetik, juga yang diberikannya dengan hak itu: kunci dan tautan yang hanya dapat ia putuskan. Yang dibuatnya tetap ada.',
    removed: '{{name}} bukan anggota lagi.',
    invitations: 'Undangan',
    invited: 'Diundang',
    state: 'Keadaan',
    none: 'Tidak ada undangan terbuka.',
    open: 'terbuka sampai {{when}}',
    expired: 'kedaluwarsa',
    accepted: 'diterima',
    revoked: 'dicabut',
    resend: 'Kirim lagi',
    resent: 'Undangan dikirim lagi, dengan tautan baru dan seminggu lagi.',
    revoke: 'Cabut',
    revoke_title: 'Cabut undangan {{email}}?',
    revoke_about: 'Tautannya langsung tidak berlaku. Anda dapat mengundangnya lagi.',
    revoked_done: 'Undangan dicabut.',
    roles: 'Apa yang boleh dilakukan tiap peran',
    failed: 'Tidak berhasil: server tidak menjawab. Coba lagi.',
  },
})

/** Who works here, as what; and who is invited. */
export function Members() {
  const say = useMemberWords()
  const role = useRoleWords()
  const allowed = useAllowed('members.read')
  const may = useMay()
  const [inviting, setInviting] = useState(false)
  if (allowed === false)
    return (
      <Page title={say('title')}>
        <NotAllowed />
      </Page>
    )
  return (
    <Page
      title={say('title')}
      actions={
        may('members.write') && (
          <Button look="main" onClick={() => setInviting(true)}>
            <UserPlus className="size-4" aria-hidden="true" />
            {say('invite')}
          </Button>
        )
      }
    >
      <div className="flex flex-col gap-6">
        {allowed && <People />}
        {may('members.write') && <Invited />}
        <Card title={say('roles')}>
          <Facts of={ROLES.map((one) => [role(one), role(`${one}_may`)] as const)} />
        </Card>
      </div>
      {inviting && <Invite close={() => setInviting(false)} />}
    </Page>
  )
}

/** Names of brands by their ids. */
export function useBrandNames(): (ids: readonly string[] | null) => string {
  const say = useMemberWords()
  const { data } = useGetBrandsQuery({ limit: 100 })
  return (ids) =>
    ids === null ? say('every') : ids.map((id) => data?.items.find((brand) => brand.id === id)?.brand_name ?? '…').join(', ')
}

function People() {
  const say = useMemberWords()
  const role = useRoleWords()
  const may = useMay()
  const mine = useMembership()
  const me = useAppSelector(({ session }) => session.user?.id)
  const names = useBrandNames()
  const query = useGetMembersQuery({ limit: 100 })
  const [changing, setChanging] = useState<Member>()
  const [remove] = useDeleteMembersByIdMutation()
  const grants = mine && may('members.write') ? GRANTS[mine.role] : []
  return (
    <Loaded query={query} loading={<Skeleton className="h-64" />}>
      {({ items }) => (
        <Table
          label={say('people')}
          head={[say('person'), say('role'), say('brands'), say('joined'), ...(grants.length ? [say('acts')] : [])]}
        >
          {items.map((member) => (
            <tr key={member.user_id}>
              <Cell>
                <p className="font-medium">
                  {member.name || member.email} {member.user_id === me && <Badge>{say('you')}</Badge>}
                </p>
                <p className="text-sm text-soft">{member.email}</p>
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
                      <Button size="sm" aria-label={`${say('change')}: ${member.name || member.email}`} onClick={() => setChanging(member)}>
                        {say('change')}
                      </Button>
                      <Confirm
                        trigger={
                          <Button size="sm" look="danger" aria-label={`${say('remove')}: ${member.name || member.email}`}>
                            {say('remove')}
                          </Button>
                        }
                        title={say('remove_title', { name: member.name || member.email })}
                        about={say('remove_about')}
                        action={say('remove')}
                        act={async () => {
                          try {
                            await remove({ id: member.user_id }).unwrap()
                            told(say('removed', { name: member.name || member.email }))
                            return true
                          } catch (failure) {
                            refused(failure, say('failed'))
                            return false
                          }
                        }}
                      />
                    </div>
                  )}
                </Cell>
              )}
            </tr>
          ))}
          {changing && <ChangeMember member={changing} grants={grants} close={() => setChanging(undefined)} />}
        </Table>
      )}
    </Loaded>
  )
}

function Invited() {
  const say = useMemberWords()
  const role = useRoleWords()
  const names = useBrandNames()
  const { date } = useFormats()
  const query = useGetInvitationsQuery({ limit: 100 })
  const [resend, { isLoading }] = usePostInvitationsByIdResendMutation()
  const [revoke] = useDeleteInvitationsByIdMutation()
  const state = (invitation: Invitation) =>
    invitation.state === 'open' ? say('open', { when: date(invitation.expires_at) }) : say(invitation.state)
  return (
    <section>
      <h2 className="mb-2 text-lg font-semibold">{say('invitations')}</h2>
      <Loaded query={query} loading={<Skeleton className="h-24" />}>
        {({ items }) => {
          const shown = items.filter((invitation) => invitation.state === 'open' || invitation.state === 'expired')
          if (!shown.length) return <p className="text-soft">{say('none')}</p>
          return (
            <Table label={say('invitations')} head={[say('person'), say('role'), say('brands'), say('state'), say('acts')]}>
              {shown.map((invitation) => (
                <tr key={invitation.id}>
                  <Cell className="wrap-anywhere">{invitation.email}</Cell>
                  <Cell>{role(invitation.role)}</Cell>
                  <Cell>{names(invitation.brand_ids)}</Cell>
                  <Cell>
                    <Badge tone={invitation.state === 'open' ? 'accent' : 'warn'}>{state(invitation)}</Badge>
                  </Cell>
                  <Cell>
                    <div className="flex gap-2">
                      <Button
                        size="sm"
                        disabled={isLoading}
                        aria-label={`${say('resend')}: ${invitation.email}`}
                        onClick={() =>
                          void resend({ id: invitation.id })
                            .unwrap()
                            .then(
                              () => told(say('resent')),
                              (failure: unknown) => refused(failure, say('failed')),
                            )
                        }
                      >
                        {say('resend')}
                      </Button>
                      <Confirm
                        trigger={
                          <Button size="sm" look="danger" aria-label={`${say('revoke')}: ${invitation.email}`}>
                            {say('revoke')}
                          </Button>
                        }
                        title={say('revoke_title', { email: invitation.email })}
                        about={say('revoke_about')}
                        action={say('revoke')}
                        act={async () => {
                          try {
                            await revoke({ id: invitation.id }).unwrap()
                            told(say('revoked_done'))
                            return true
                          } catch (failure) {
                            refused(failure, say('failed'))
                            return false
                          }
                        }}
                      />
                    </div>
                  </Cell>
                </tr>
              ))}
            </Table>
          )
        }}
      </Loaded>
    </section>
  )
}
