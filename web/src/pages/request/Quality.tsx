import { PASSING_SCORE, SCORE_PARTS, type ScorePart } from '../../../../domain/words.ts'
import type { Draft } from '../../api/generated.ts'
import { useFormats } from '../../words/format.ts'
import { useTradeWords } from '../../words/trade.ts'
import { words } from '../../words/words.ts'
import { Findings } from './Findings.tsx'

const useQualityWords = words('quality', {
  en: {
    score: 'Score {{score}}',
    none: 'No score yet',
    weight: 'weighs {{weight}}',
    unjudged: 'not judged',
    findings: 'Findings',
    clean: 'No rule is broken.',
  },
  id: {
    score: 'Nilai {{score}}',
    none: 'Belum dinilai',
    weight: 'bobot {{weight}}',
    unjudged: 'tidak dinilai',
    findings: 'Temuan',
    clean: 'Tidak ada aturan yang dilanggar.',
  },
})

interface Part {
  score: number | null
  weight: number
  reasons: string[]
}

const fillOf = (score: number | null) => (score === null || score >= PASSING_SCORE ? 'bg-good' : score < 0.5 ? 'bg-bad' : 'bg-warn')

/** The score with the parts it is computed from, and why each is what it is. */
export function Quality({ draft }: { draft: Draft }) {
  const say = useQualityWords()
  const trade = useTradeWords()
  const { score, percent } = useFormats()
  const parts = draft.score_parts as Partial<Record<ScorePart, Part>>
  return (
    <div className="flex flex-col gap-4">
      <div>
        <p className="text-lg font-semibold tabular-nums">
          {draft.quality_score === null ? say('none') : say('score', { score: score(draft.quality_score) })}
        </p>
        <ul className="mt-2 flex flex-col gap-2.5">
          {SCORE_PARTS.flatMap((name) => {
            const part = parts[name]
            if (!part) return []
            return (
              <li key={name}>
                <div className="flex items-baseline justify-between gap-2">
                  <span>
                    {trade(name)} <span className="text-sm text-soft">{say('weight', { weight: percent(part.weight) })}</span>
                  </span>
                  <span className="tabular-nums">{part.score === null ? say('unjudged') : score(part.score)}</span>
                </div>
                <div aria-hidden="true" className="mt-1 h-1.5 overflow-hidden rounded-full bg-sunk">
                  <div
                    className={`h-full rounded-full ${fillOf(part.score)}`}
                    style={{ width: `${Math.round((part.score ?? 0) * 100)}%` }}
                  />
                </div>
                {part.reasons.length > 0 && (
                  <ul lang="en" className="mt-1 list-disc pl-4 text-sm text-soft">
                    {part.reasons.map((reason) => (
                      <li key={reason} className="wrap-anywhere">
                        {reason}
                      </li>
                    ))}
                  </ul>
                )}
              </li>
            )
          })}
        </ul>
      </div>
      <div>
        <h4 className="font-semibold">{say('findings')}</h4>
        {draft.findings.length ? <Findings of={draft.findings} /> : <p className="mt-1 text-soft">{say('clean')}</p>}
      </div>
    </div>
  )
}
