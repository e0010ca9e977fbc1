import { type FormEvent, useState } from 'react'
import { useSearchParams } from 'react-router'
import {
  api,
  type ReviewChanges,
  useGetOrganizationQuery,
  usePatchApprovalsByIdMutation,
  type WaitingReviewWithLinks,
} from '../../api/generated.ts'
import { issuesOf } from '../../api/problem.ts'
import { useAppDispatch } from '../../store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Refusal } from '../../ui/refusal.tsx'
import { told } from '../../ui/toast.ts'
import { LevelFields } from './LevelFields.tsx'
import { formOf, type LevelForm, levelToAsk, type Person, personToAsk } from './levels.ts'
import { usePeople } from './people.ts'
import { useApprovalWords } from './words.ts'

const has = (all: readonly Person[], one: Person) => all.some(({ email }) => email.toLowerCase() === one.email.toLowerCase())
const different = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b)
const FIELDS = ['needs', 'remind_before_hours', 'backup', 'escalate_before_hours', 'on_deadline', 'code_by_mail'] as const

/** Only what is different from how the review stands. */
function changesOf(before: LevelForm, now: LevelForm): ReviewChanges {
  const add = now.approvers.filter((one) => !has(before.approvers, one)).map(personToAsk)
  const remove = before.approvers.filter((one) => !has(now.approvers, one)).map(({ email }) => email)
  const [was, is] = [levelToAsk(before), levelToAsk(now)]
  return {
    ...(add.length && { add }),
    ...(remove.length && { remove }),
    ...Object.fromEntries(FIELDS.filter((field) => different(was[field], is[field])).map((field) => [field, is[field]])),
  }
}

/** Changes who is asked in a review that waits, how many of them are needed, and what happens in time. */
export function ChangeReview({ review }: { review: WaitingReviewWithLinks }) {
  const say = useApprovalWords()
  const [search, setSearch] = useSearchParams()
  return (
    <>
      <Button onClick={() => setSearch({ change: 'review' })}>{say('change')}</Button>
      <Dialog
        size="lg"
        open={search.get('change') === 'review'}
        onOpenChange={(open) => setSearch(open ? { change: 'review' } : {})}
        title={say('change')}
        about={say('change_about')}
      >
        <Changing review={review} close={() => setSearch({})} />
      </Dialog>
    </>
  )
}

function Changing({ review, close }: { review: WaitingReviewWithLinks; close(): void }) {
  const say = useApprovalWords()
  const people = usePeople()
  const dispatch = useAppDispatch()
  const organization = useGetOrganizationQuery({})
  // What comes in meanwhile does not change what is typed; the API refuses what does not fit any more.
  const [before] = useState(() => formOf(review.policy))
  const [form, setForm] = useState(before)
  const [change, { isLoading, error }] = usePatchApprovalsByIdMutation()
  const changes = changesOf(before, form)
  const issues = issuesOf(error)
  const nothing = Object.keys(changes).length === 0
  const fault = (field: string) => {
    const names = field === 'approvers' ? ['add', 'remove'] : [field]
    return Object.entries(issues).find(([path]) => names.some((name) => path === name || path.startsWith(`${name}.`)))?.[1]
  }

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (nothing) return
    try {
      await change({ id: review.id, reviewChanges: changes }).unwrap()
      dispatch(api.util.invalidateTags(['Content']))
      told(say('changed'))
      close()
    } catch {
      // It is shown above the form and at its fields; what was typed stands.
    }
  }
  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      {error && <Refusal of={error} unanswered={say('failed')} />}
      <LevelFields
        waits
        value={form}
        set={(part) => setForm({ ...form, ...part })}
        fault={fault}
        people={people}
        mayApproveByDeadline={organization.data?.deadline_approval.allowed ?? false}
      />
      <div className="flex flex-wrap items-center justify-end gap-3">
        {nothing && <p className="text-sm text-soft">{say('nothing_changed')}</p>}
        <Button look="main" type="submit" busy={isLoading} disabled={nothing}>
          {say('save_change')}
        </Button>
      </div>
    </form>
  )
}
