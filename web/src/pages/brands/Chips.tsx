import { X } from 'lucide-react'
import { useState } from 'react'
import { Input } from '../../ui/field.tsx'
import { words } from '../../words/words.ts'

const useChipWords = words('chips', {
  en: { remove: 'Remove {{value}}', how: 'Enter or a comma adds one.', full: '{{count}} is the most.' },
  id: { remove: 'Hapus {{value}}', how: 'Enter atau koma menambah satu.', full: 'Paling banyak {{count}}.' },
})

/** A list of short words: typed one after the other or pasted with commas between them, each to be taken out again. */
export function Chips({
  label,
  hint,
  fault,
  value,
  onChange,
  most,
  longest,
  clean = (text) => text,
  disabled = false,
}: {
  label: string
  hint?: string
  fault?: string | undefined
  value: readonly string[]
  onChange(to: string[]): void
  most: number
  longest: number
  /** What is taken off a word that was typed, such as a leading #. */
  clean?: (text: string) => string
  disabled?: boolean
}) {
  const say = useChipWords()
  const [typed, setTyped] = useState('')
  const full = value.length >= most

  function add(text: string) {
    const fresh = text
      .split(/[,\n;]/)
      .map((word) => clean(word.trim()).trim())
      .filter((word) => word && word.length <= longest)
    const all = [...value]
    for (const word of fresh) if (!all.some((one) => one.toLowerCase() === word.toLowerCase())) all.push(word)
    setTyped('')
    if (all.length !== value.length) onChange(all.slice(0, most))
  }
  return (
    <div className="flex flex-col gap-1.5">
      {!disabled && (
        <Input
          label={label}
          hint={full ? say('full', { count: most }) : hint ? `${hint} ${say('how')}` : say('how')}
          fault={fault}
          value={typed}
          maxLength={longest * 20}
          disabled={full}
          onChange={(event) => {
            const { value: now } = event.target
            if (/[,;\n]/.test(now)) add(now)
            else setTyped(now)
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
              // Enter here means this word, not the whole form.
              event.preventDefault()
              add(typed)
            } else if (event.key === 'Backspace' && !typed && value.length) onChange(value.slice(0, -1))
          }}
          onBlur={() => typed.trim() && add(typed)}
        />
      )}
      {disabled && <p className="font-medium">{label}</p>}
      {disabled && !value.length && <p className="text-soft">–</p>}
      {value.length > 0 && (
        <ul aria-label={label} className="flex flex-wrap gap-1.5">
          {value.map((word) => (
            <li key={word} className="inline-flex max-w-full items-center rounded border border-line bg-sunk pl-2 last:mr-0">
              <span className={disabled ? 'py-0.5 pr-2 wrap-anywhere' : 'wrap-anywhere'}>{word}</span>
              {!disabled && (
                <button
                  type="button"
                  aria-label={say('remove', { value: word })}
                  className="ml-0.5 grid size-7 shrink-0 place-items-center rounded hover:bg-hover"
                  onClick={() => onChange(value.filter((one) => one !== word))}
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
