import { useState } from 'react'
import type { Content } from '../../../../../domain/content.ts'
import { usePreviewWords } from './parts.tsx'

const clock = (seconds: number) => `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, '0')}`

/** A script as it runs: each beat as long as it lasts, and under it what is seen, read and heard. */
export function Timeline({ script }: { script: Extract<Content, { form: 'script' }> }) {
  const say = usePreviewWords()
  const [chosen, setChosen] = useState(0)
  const total = script.beats.reduce((sum, { seconds }) => sum + seconds, 0)
  let from = 0
  const beats = script.beats.map((beat) => {
    const at = from
    from += beat.seconds
    return { ...beat, from: at, to: from }
  })
  const beat = beats[Math.min(chosen, beats.length - 1)]
  return (
    <div>
      {/* biome-ignore lint/a11y/useSemanticElements: buttons of one timeline, not fields of a form */}
      <div
        role="group"
        aria-label={say('timeline', { seconds: total })}
        className="flex gap-px overflow-hidden rounded-md border border-line"
      >
        {beats.map((one, i) => (
          <button
            key={i}
            type="button"
            aria-pressed={i === chosen}
            aria-label={say('beat', { n: i + 1, from: clock(one.from), to: clock(one.to) })}
            onClick={() => setChosen(i)}
            style={{ flexGrow: one.seconds }}
            className={`h-9 min-w-6 basis-0 px-1 text-xs font-medium tabular-nums ${i === chosen ? 'bg-accent text-on-accent' : 'bg-sunk text-soft hover:bg-hover'}`}
          >
            {clock(one.from)}
          </button>
        ))}
      </div>
      {beat && (
        <dl className="mt-3 grid grid-cols-[auto_1fr] gap-x-3 gap-y-1.5 text-sm">
          <dt className="text-soft tabular-nums">
            {clock(beat.from)}–{clock(beat.to)}
          </dt>
          <dd className="wrap-anywhere">{beat.visual}</dd>
          {beat.on_screen_text && (
            <>
              <dt className="text-soft">{say('on_screen')}</dt>
              <dd className="font-semibold wrap-anywhere">{beat.on_screen_text}</dd>
            </>
          )}
          {beat.spoken && (
            <>
              <dt className="text-soft">{say('spoken')}</dt>
              <dd className="wrap-anywhere">“{beat.spoken}”</dd>
            </>
          )}
        </dl>
      )}
    </div>
  )
}
