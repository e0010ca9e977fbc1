import { type FormEvent, useState } from 'react'
import type { Role } from '../../../../domain/permissions.ts'
import { api, type Member, usePatchMembersByIdMutation } from '../../api/generated.ts'
import { issuesOf } from '../../api/problem.ts'
import { renew } from '../../session/renew.ts'
import { useAppDispatch, useAppSelector } from '../../store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Refusal } from '../../ui/refusal.tsx'
import { told } from '../../ui/toast.ts'
import { words } from '../../words/words.ts'
import { brandIdsOf, isWhole } from './BrandsOf.tsx'
import { RoleFields } from './RoleFields.tsx'

const useChangeWords = words('changeMember', {
  en: {
    title: 'Change what {{name}} may do',
    about: 'What is taken away is gone within a second, on every device and stream.',
    save: 'Save',
    saved: 'The rights of {{name}} are changed.',
    failed: 'The server did not answer. Try again.',
  },
  id: {
    title: 'Ubah hak {{name}}',
    about: 'Yang dicabut hilang dalam sedetik, di semua perangkat.',
    save: 'Simpan',
    saved: 'Hak {{name}} diubah.',
    failed: 'Server tidak menjawab. Coba lagi.',
  },
})

export function ChangeMember({ member, grants, close }: { member: Member; grants: readonly Role[]; close(): void }) {
  const say = useChangeWords()
  const [as, setAs] = useState<{ role: Role; brandIds: string[] | null }>({ role: member.role, brandIds: member.brand_ids })
  const [change, { isLoading, error }] = usePatchMembersByIdMutation()
  const faults = issuesOf(error)
  const dispatch = useAppDispatch()
  const me = useAppSelector(({ session }) => session.user?.id)
  const name = member.name || member.email
  async function submit(event: FormEvent) {
    event.preventDefault()
    const done = await change({ id: member.user_id, memberChanges: { role: as.role, brand_ids: brandIdsOf(as.role, as.brandIds) } })
    if (!done.data) return
    told(say('saved', { name }))
    close()
    // One's own role is in the session too, and what it may do is asked anew with it.
    if (member.user_id === me) {
      await renew()
      dispatch(api.util.invalidateTags(['Identity']))
    }
  }
  return (
    <Dialog open onOpenChange={(to) => !to && close()} title={say('title', { name })} about={say('about')}>
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        {error && !Object.keys(faults).length && <Refusal of={error} unanswered={say('failed')} />}
        <RoleFields {...as} grants={grants} onChange={setAs} faults={faults} />
        <Button look="main" type="submit" className="self-end" busy={isLoading} disabled={!isWhole(as.role, as.brandIds)}>
          {say('save')}
        </Button>
      </form>
    </Dialog>
  )
}
