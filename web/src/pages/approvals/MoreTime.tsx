import { type FormEvent, useState } from 'react'
import type { WaitingReviewWithLinks } from '../../api/generated.ts'
import { Button } from '../../ui/button.tsx'
import { Input } from '../../ui/field.tsx'
import { Card } from '../../ui/parts.tsx'
import { useFormats } from '../../words/format.ts'
import { useLinkAction } from './Asked.tsx'
import { useApprovalWords } from './words.ts'

const HOUR_MS = 3_600_000

/** Another due time, counted from now. */
export function MoreTime({ review }: { review: WaitingReviewWithLinks }) {
  const say = useApprovalWords()
  const { time } = useFormats()
  const [hours, setHours] = useState('48')
  const [act, busy] = useLinkAction(review.request_id)
  const many = Number(hours)
  const valid = many > 0 && many <= 2160

  function submit(event: FormEvent) {
    event.preventDefault()
    if (valid) void act({ action: 'extend', due_in_hours: many }, say('given'))
  }
  return (
    <Card title={say('more_time')}>
      <form onSubmit={submit} className="flex flex-wrap items-end gap-2">
        <Input
          className="min-w-0 flex-1 basis-48"
          label={say('hours_from_now')}
          hint={valid ? say('hours_hint', { when: time(new Date(Date.now() + many * HOUR_MS)) }) : undefined}
          type="number"
          required
          min={0.5}
          max={2160}
          step="any"
          value={hours}
          onChange={(event) => setHours(event.target.value)}
        />
        <Button type="submit" busy={busy}>
          {say('give')}
        </Button>
      </form>
    </Card>
  )
}
