import { useId } from 'react'
import { type Platform, VERDICTS, type Verdict } from '../../../../domain/words.ts'
import { PLATFORM_NAMES } from '../../parts/platforms.ts'
import { Textarea } from '../../ui/field.tsx'
import { useApprovalWords } from './words.ts'

export interface Choosing {
  verdict: Verdict | undefined
  comment: string
}

/** What should happen to one draft. */
export function Choice({
  platform,
  value,
  fault,
  onChange,
}: {
  platform: Platform
  value: Choosing
  fault: string | undefined
  onChange(to: Choosing): void
}) {
  const say = useApprovalWords()
  const name = useId()
  const { verdict, comment } = value
  const wantsWords = verdict === 'request_changes'
  return (
    <fieldset data-draft={platform} className="mt-1 border-t border-line pt-3" aria-describedby={fault ? `${name}-fault` : undefined}>
      <legend className="sr-only">{`${say('decide')}: ${PLATFORM_NAMES[platform]}`}</legend>
      <div className="flex flex-wrap gap-x-4 gap-y-1">
        {VERDICTS.map((one) => (
          <label key={one} className="flex min-h-7 items-center gap-2">
            <input
              type="radio"
              name={name}
              checked={verdict === one}
              onChange={() => onChange({ ...value, verdict: one })}
              className="size-4 accent-accent"
            />
            {say(one)}
          </label>
        ))}
      </div>
      {fault && (
        <p id={`${name}-fault`} role="alert" className="mt-1 text-sm font-medium text-bad">
          {fault}
        </p>
      )}
      {(wantsWords || verdict === 'reject') && (
        <div className="mt-2">
          <Textarea
            label={say(wantsWords ? 'comment' : 'comment_reject')}
            hint={wantsWords ? say('comment_hint') : undefined}
            required={wantsWords}
            maxLength={2000}
            value={comment}
            onChange={(event) => onChange({ ...value, comment: event.target.value })}
          />
        </div>
      )}
    </fieldset>
  )
}
