import { useFormats } from '../../words/format.ts'
import type { Counter } from './counters.ts'
import { useEditWords } from './words.ts'

const COUNTED = ['hashtags', 'slides', 'frames', 'posts'] as const

/** How full each field is, counted as the platform counts. */
export function Counters({ of }: { of: readonly Counter[] }) {
  const say = useEditWords()
  const { number } = useFormats()
  return (
    <dl className="flex flex-wrap gap-x-4 gap-y-1 text-sm tabular-nums">
      {of.map(({ label, now, most, advised }) => {
        const counted = COUNTED.find((one) => one === label)
        const over = now - most
        return (
          <div key={label} className="flex gap-1.5">
            <dt className="text-soft">{counted ? say(counted) : label}</dt>
            <dd className={over > 0 ? 'font-semibold text-bad' : advised !== null && now > advised ? 'text-warn' : undefined}>
              {say('of_most', { now: number(now), most: number(most) })}
              {over > 0 && `, ${say('over', { n: number(over) })}`}
              {over <= 0 && advised !== null && now > advised && `, ${say('advised', { n: number(advised) })}`}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
