import { UserPlus } from 'lucide-react'
import { useSearchParams } from 'react-router'
import { ROLES } from '../../../../domain/permissions.ts'
import { useAllowed, useMay } from '../../session/may.ts'
import { Button } from '../../ui/button.tsx'
import { NotAllowedPage } from '../../ui/loaded.tsx'
import { Card, Facts, Page } from '../../ui/parts.tsx'
import { Invitations } from './Invitations.tsx'
import { Invite } from './Invite.tsx'
import { useMemberWords } from './memberWords.ts'
import { People } from './People.tsx'
import { useRoleWords } from './roles.ts'

/** Who works here, as what; and who is invited. */
export function Members() {
  const say = useMemberWords()
  const role = useRoleWords()
  const allowed = useAllowed('members.read')
  const mayInvite = useMay()('members.write')
  const [search, setSearch] = useSearchParams()
  if (allowed === false) return <NotAllowedPage title={say('title')} />
  return (
    <Page
      title={say('title')}
      about={say('about')}
      actions={
        mayInvite && (
          <Button look="main" onClick={() => setSearch({ invite: 'somebody' })}>
            <UserPlus className="size-4" aria-hidden="true" />
            {say('invite')}
          </Button>
        )
      }
    >
      <div className="flex flex-col gap-6">
        {allowed && <People />}
        {mayInvite && <Invitations />}
        <Card title={say('roles')}>
          <Facts of={ROLES.map((one) => [role(one), role(`${one}_may`)] as const)} />
        </Card>
      </div>
      {mayInvite && search.get('invite') && <Invite close={() => setSearch({})} />}
    </Page>
  )
}
