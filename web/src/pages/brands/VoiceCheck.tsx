import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePostBrandsByIdVoiceCheckQuery, type VoiceJudgement } from '../../api/generated.ts'
import { useDebounced } from '../../parts/useDebounced.ts'
import { Segments, Textarea } from '../../ui/field.tsx'
import { Card } from '../../ui/parts.tsx'
import { useFormats } from '../../words/format.ts'
import { useTradeWords } from '../../words/trade.ts'
import { LANGUAGES, type UiLanguage, language as ui } from '../../words/words.ts'
import { useVoiceWords } from './voiceWords.ts'

const TYPING_MS = 500
/** From here on nothing but a nuance is left; below the other, agents would write it again. */
const LIKE_US = 0.9
const NEARLY = 0.8

/** A box that says, while one types, whether a text sounds like the brand. */
export function VoiceCheck({ brandId }: { brandId: string }) {
  const say = useVoiceWords()
  const trade = useTradeWords()
  const shown = useTranslation(undefined, { i18n: ui }).i18n.language
  const [text, setText] = useState('')
  const [language, setLanguage] = useState<UiLanguage>(shown === 'id' ? 'id' : 'en')
  const asked = useDebounced({ text: text.trim(), language }, TYPING_MS)
  const skip = !asked.text || !text.trim()
  // Only the answer to what was asked last is ever shown, whichever comes when.
  const { data, isFetching, isError } = usePostBrandsByIdVoiceCheckQuery({ id: brandId, voiceCheck: asked }, { skip })
  const waiting = !skip && (isFetching || asked.text !== text.trim() || asked.language !== language)
  return (
    <Card
      title={say('check')}
      actions={
        <Segments<UiLanguage>
          size="sm"
          label={say('check_language')}
          value={language}
          options={LANGUAGES.map((value) => ({ value, label: trade(value) }))}
          onChange={setLanguage}
        />
      }
    >
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <Textarea
          label={say('check_text')}
          hint={say('check_about')}
          lang={language}
          maxLength={20_000}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <div aria-live="polite" aria-busy={waiting} className="min-h-28">
          {!text.trim() ? (
            <p className="text-soft">{say('check_none')}</p>
          ) : isError && !waiting ? (
            <p className="text-bad">{say('check_failed')}</p>
          ) : data && !skip ? (
            <Judged of={data} stale={waiting} />
          ) : (
            <p className="text-soft">{say('checking')}</p>
          )}
        </div>
      </div>
    </Card>
  )
}

function Judged({ of, stale }: { of: VoiceJudgement; stale: boolean }) {
  const say = useVoiceWords()
  const { score } = useFormats()
  const good = of.score >= LIKE_US
  const nearly = !good && of.score >= NEARLY
  return (
    <div className={stale ? 'opacity-60' : undefined}>
      <p className="flex items-baseline gap-2">
        <span className="text-2xl font-semibold tabular-nums">
          <span className="sr-only">{say('score')}: </span>
          {score(of.score)}
        </span>
        <span className={good ? 'font-medium text-good' : nearly ? 'font-medium text-warn' : 'font-medium text-bad'}>
          {say(good ? 'sounds' : nearly ? 'nearly' : 'far')}
        </span>
      </p>
      <div aria-hidden="true" className="mt-1.5 h-2 rounded-sm bg-hover">
        <div className={`h-2 rounded-sm ${good ? 'bg-good' : nearly ? 'bg-warn' : 'bg-bad'}`} style={{ width: `${of.score * 100}%` }} />
      </div>
      {of.reasons.length > 0 && (
        <>
          <p className="mt-3 font-medium">{say('to_change')}</p>
          <ul lang="en" className="mt-1 list-disc pl-4">
            {of.reasons.map((reason) => (
              <li key={reason} className="wrap-anywhere">
                {reason}
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="mt-2 text-sm text-soft tabular-nums">{say('found', { emoji: of.emoji, marks: of.exclamation_marks })}</p>
    </div>
  )
}
