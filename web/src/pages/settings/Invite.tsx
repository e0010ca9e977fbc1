import { type FormEvent, useState } from 'react'
import type { Role } from '../../../../domain/permissions.ts'
import { usePostInvitationsMutation } from '../../api/generated.ts'
import { issuesOf } from '../../api/problem.ts'
import { useAttempt } from '../../parts/useAttempt.ts'
import { useMembership } from '../../session/may.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Input } from '../../ui/field.tsx'
import { Refusal } from '../../ui/refusal.tsx'
import { told } from '../../ui/toast.ts'
import { words } from '../../words/words.ts'
import { brandIdsOf, isWhole } from './BrandsOf.tsx'
import { RoleFields } from './RoleFields.tsx'
import { grantsOf } from './roles.ts'

const useInviteWords = words('invite', {
  en: {
    title: 'Invite somebody',
    about: 'They get a mail whose link works for seven days.',
    email: 'E-mail',
    send: 'Send the invitation',
    sent: 'The invitation of {{email}} is on its way.',
    failed: 'The server did not answer. Try again.',
  },
  id: {
    title: 'Undang seseorang',
    about: 'Mereka mendapat email dengan tautan yang berlaku tujuh hari.',
    email: 'Email',
    send: 'Kirim undangan',
    sent: 'Undangan untuk {{email}} sedang dikirim.',
    failed: 'Server tidak menjawab. Coba lagi.',
  },
})

export function Invite({ close }: { close(): void }) {
  const say = useInviteWords()
  const mine = useMembership()
  const [email, setEmail] = useState('')
  const [as, setAs] = useState<{ role: Role; brandIds: string[] | null }>({ role: 'editor', brandIds: null })
  const [invite, { isLoading, error }] = usePostInvitationsMutation()
  const attempt = useAttempt()
  const faults = issuesOf(error)
  async function submit(event: FormEvent) {
    event.preventDefault()
    const newInvitation = { email, role: as.role, brand_ids: brandIdsOf(as.role, as.brandIds) }
    const done = await attempt(newInvitation, (key) => invite({ 'idempotency-key': key, newInvitation }))
    if (!done.data) return
    told(say('sent', { email }))
    close()
  }
  return (
    <Dialog open onOpenChange={(to) => !to && close()} title={say('title')} about={say('about')}>
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        {error && !Object.keys(faults).length && <Refusal of={error} unanswered={say('failed')} />}
        <Input
          label={say('email')}
          type="email"
          autoComplete="off"
          required
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          fault={faults.email}
        />
        <RoleFields {...as} grants={grantsOf(mine?.role ?? 'viewer')} onChange={setAs} faults={faults} />
        <Button look="main" type="submit" className="self-end" busy={isLoading} disabled={!isWhole(as.role, as.brandIds)}>
          {say('send')}
        </Button>
      </form>
    </Dialog>
  )
}
