import { type FormEvent, useState } from 'react'
import { Link } from 'react-router'
import type { CalendarItem } from '../../api/generated.ts'
import { PLATFORM_NAMES } from '../../parts/platforms.ts'
import { todayIn } from '../../parts/today.ts'
import { LINK } from '../../session/Doorway.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Input } from '../../ui/field.tsx'
import { Badge } from '../../ui/parts.tsx'
import { momentAt } from './days.ts'
import { useCalendarWords } from './words.ts'

/** One draft's time, chosen in a form: what dragging does, for every hand. */
export function Plan({
  item,
  movable,
  move,
  reset,
  close,
}: {
  item: CalendarItem
  movable: boolean
  move(to: string): Promise<boolean>
  reset(): Promise<boolean>
  close(): void
}) {
  const say = useCalendarWords()
  const [day, setDay] = useState(item.local_time?.slice(0, 10) ?? todayIn(item.time_zone))
  const [time, setTime] = useState(item.local_time?.slice(11, 16) ?? '09:00')
  const [busy, setBusy] = useState(false)
  const act = (work: Promise<boolean>) => {
    setBusy(true)
    void work.then((done) => (done ? close() : setBusy(false)))
  }
  function submit(event: FormEvent) {
    event.preventDefault()
    act(move(momentAt(day, time, item.time_zone)))
  }
  return (
    <Dialog open onOpenChange={(to) => !to && close()} title={say('plan_title')}>
      <p className="font-medium wrap-anywhere">{item.title}</p>
      <p className="flex flex-wrap items-center gap-2 text-soft">
        {PLATFORM_NAMES[item.platform]}, {item.brand.name}
        {item.source === 'suggested' && <Badge>{say('suggested')}</Badge>}
        {item.source === 'moved' && <Badge tone="accent">{say('moved', { name: item.moved_by ?? '–' })}</Badge>}
      </p>
      {item.why && (
        <p lang="en" className="mt-1 text-sm text-soft wrap-anywhere">
          {say('why', { why: item.why })}
        </p>
      )}
      <p className="mt-2">
        <Link className={LINK} to={`/requests/${item.request_id}?draft=${item.platform}`}>
          {say('request')}
        </Link>
      </p>
      {movable && (
        <form onSubmit={submit} className="mt-4 flex flex-col gap-4">
          <div className="grid grid-cols-2 gap-3">
            <Input label={say('date')} type="date" required value={day} onChange={(event) => setDay(event.target.value)} />
            <Input label={say('time')} type="time" required value={time} onChange={(event) => setTime(event.target.value)} />
          </div>
          <p className="text-sm text-soft">{say('zone', { zone: item.time_zone })}</p>
          <div className="flex flex-wrap justify-end gap-2">
            {item.source === 'moved' && (
              <Button disabled={busy} onClick={() => act(reset())}>
                {say('reset')}
              </Button>
            )}
            <Button look="main" type="submit" busy={busy}>
              {say('plan')}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  )
}
