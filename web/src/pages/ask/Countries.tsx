import { X } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { COUNTRY_CODES } from '../../../../domain/platforms/countries.ts'
import { Select } from '../../ui/field.tsx'
import { language } from '../../words/words.ts'
import { useAskWords } from './words.ts'

/** Countries by name: chosen from all of them, each to be taken out again. */
export function Countries({
  value,
  onChange,
  fault,
  label,
  hint,
  readOnly = false,
}: {
  value: readonly string[]
  onChange(to: string[]): void
  fault?: string | undefined
  /** In place of those of a request. */
  label?: string
  hint?: string
  readOnly?: boolean
}) {
  const say = useAskWords()
  const tag = useTranslation(undefined, { i18n: language }).i18n.language
  const names = useMemo(() => new Intl.DisplayNames(tag, { type: 'region' }), [tag])
  // A region of a country, DE-BY, has no name of its own here.
  const nameOf = (code: string) => (code.includes('-') ? `${names.of(code.split('-')[0] ?? '')} (${code})` : (names.of(code) ?? code))
  const others = useMemo(
    () => COUNTRY_CODES.map((code) => ({ value: code, label: names.of(code) ?? code })).sort((a, b) => a.label.localeCompare(b.label, tag)),
    [names, tag],
  )
  return (
    <div className="flex flex-col gap-2">
      <Select
        label={label ?? say('countries')}
        hint={hint ?? say('countries_hint')}
        fault={fault}
        disabled={readOnly}
        value=""
        options={[{ value: '', label: say('add_country') }, ...others.filter((one) => !value.includes(one.value))]}
        onChange={(event) => event.target.value && onChange([...value, event.target.value])}
      />
      {value.length > 0 && (
        <ul className="flex flex-wrap gap-1.5">
          {value.map((code) => (
            <li key={code} className="inline-flex items-center gap-1 rounded border border-line bg-sunk pl-2">
              {nameOf(code)}
              {!readOnly && (
                <button
                  type="button"
                  aria-label={say('remove_country', { name: nameOf(code) })}
                  className="grid size-7 place-items-center rounded hover:bg-hover"
                  onClick={() => onChange(value.filter((one) => one !== code))}
                >
                  <X className="size-3.5" aria-hidden="true" />
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
