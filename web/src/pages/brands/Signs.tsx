import type { VoiceProfile } from '../../api/generated.ts'
import { useVoiceWords } from './voiceWords.ts'

export type Counted = { name: string } & VoiceProfile['person']['signs']['we']

/** Signs beside each other: how often each was seen, as a bar and a number, and the words around the first places. */
export function Signs({ of }: { of: readonly Counted[] }) {
  const say = useVoiceWords()
  const most = Math.max(1, ...of.map(({ times }) => times))
  if (!of.length) return <p className="text-soft">{say('no_quotes')}</p>
  return (
    <ul className="flex flex-col gap-3">
      {of.map(({ name, times, quotes }) => (
        <li key={name}>
          <div className="grid grid-cols-[minmax(0,8rem)_minmax(2rem,12rem)_3rem] items-center justify-start gap-2">
            <span className="wrap-anywhere">{name}</span>
            <span aria-hidden="true" className="h-2 rounded-sm bg-hover">
              <span className="block h-2 rounded-sm bg-chart-1" style={{ width: `${(times / most) * 100}%` }} />
            </span>
            <span className="text-right tabular-nums">{say('times', { count: times })}</span>
          </div>
          {quotes.length > 0 && (
            <ul aria-label={say('quotes', { name })} className="mt-1 border-l-2 border-line pl-3 text-soft">
              {quotes.map((quote) => (
                <li key={quote} className="wrap-anywhere">
                  “{quote}”
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  )
}
