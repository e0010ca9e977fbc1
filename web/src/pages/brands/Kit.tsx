import { X } from 'lucide-react'
import { READABLE, VISIBLE } from '../../../../domain/colours.ts'
import type { Brand } from '../../api/generated.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Input, Select, Tick } from '../../ui/field.tsx'
import { Badge, Card } from '../../ui/parts.tsx'
import { useFormats } from '../../words/format.ts'
import { contrast, isColour } from './contrast.ts'
import { useFormWords } from './formWords.ts'
import { SectionForm } from './section.tsx'

const COLOURS = ['primary', 'background', 'ink'] as const
type Colour = (typeof COLOURS)[number]
/** What a colour begins with when somebody sets it. */
const FIRST: Record<Colour, string> = { primary: '#0f5c63', background: '#ffffff', ink: '#171c1b' }
const FONTS = ['sans', 'serif'] as const
const TEMPLATES = ['auto', 'editorial', 'poster', 'numeral'] as const

/** How the brand looks in what is drawn for it. */
export function Kit({ brand }: { brand: Brand }) {
  const say = useFormWords()
  const { colours, font = 'sans', template = 'auto', text_cards = false } = brand.kit
  const stored = { primary: colours?.primary ?? null, background: colours?.background ?? null, ink: colours?.ink ?? null }
  return (
    <SectionForm
      brand={brand}
      stored={{ ...stored, font, template, text_cards }}
      changesOf={({ primary, background, ink, ...kit }) => ({ kit: { colours: { primary, background, ink }, ...kit } })}
    >
      {({ value, set, fault, readOnly }) => (
        <>
          <Card title={say('colours')}>
            <p className="mb-3 text-sm text-soft">{say('colours_about')}</p>
            <div className="grid gap-4 sm:grid-cols-3">
              {COLOURS.map((name) => (
                <ColourField
                  key={name}
                  name={say(name)}
                  value={value[name]}
                  first={FIRST[name]}
                  fault={fault(`kit.colours.${name}`)}
                  readOnly={readOnly}
                  onChange={(to) => set({ [name]: to })}
                />
              ))}
            </div>
            <div className="mt-5 grid items-start gap-5 sm:grid-cols-2">
              <div>
                <h3 className="mb-2 font-semibold">{say('contrast')}</h3>
                <dl className="flex flex-col gap-1.5">
                  <Pair name={say('ink_on_background')} of={contrast(value.ink, value.background)} />
                  <Pair name={say('primary_on_background')} of={contrast(value.primary, value.background)} ornament />
                </dl>
              </div>
              {value.background && value.ink && isColour(value.background) && isColour(value.ink) && (
                <figure>
                  <figcaption className="mb-2 font-semibold">{say('preview')}</figcaption>
                  <div
                    aria-hidden="true"
                    className="rounded-md border border-line p-4"
                    style={{
                      background: value.background,
                      color: value.ink,
                      fontFamily: value.font === 'serif' ? 'Georgia, "Times New Roman", serif' : undefined,
                    }}
                  >
                    {value.primary && isColour(value.primary) && <div className="mb-3 h-1.5 w-12" style={{ background: value.primary }} />}
                    <p className="text-xl font-semibold">{say('preview_title')}</p>
                    <p className="mt-1">{say('preview_text')}</p>
                  </div>
                </figure>
              )}
            </div>
          </Card>
          <div className="grid gap-4 sm:grid-cols-2">
            <Select
              label={say('font')}
              value={value.font}
              options={FONTS.map((one) => ({ value: one, label: say(`font_${one}`) }))}
              onChange={(event) => set({ font: event.target.value as typeof font })}
            />
            <Select
              label={say('template')}
              value={value.template}
              options={TEMPLATES.map((one) => ({ value: one, label: say(`template_${one}`) }))}
              onChange={(event) => set({ template: event.target.value as typeof template })}
            />
          </div>
          <Tick
            label={say('cards')}
            hint={say('cards_hint')}
            checked={value.text_cards}
            disabled={readOnly}
            onChange={(text_cards) => set({ text_cards })}
          />
        </>
      )}
    </SectionForm>
  )
}

function ColourField({
  name,
  value,
  first,
  fault,
  readOnly,
  onChange,
}: {
  name: string
  value: string | null
  first: string
  fault: string | undefined
  readOnly: boolean
  onChange(to: string | null): void
}) {
  const say = useFormWords()
  if (value === null)
    return (
      <div>
        <p className="font-medium">{name}</p>
        <p className="mb-1.5 text-sm text-soft">{say('open')}</p>
        {!readOnly && (
          <Button size="sm" aria-label={`${say('set')}: ${name}`} onClick={() => onChange(first)}>
            {say('set')}
          </Button>
        )}
      </div>
    )
  return (
    <div className="flex items-end gap-2">
      <input
        type="color"
        aria-label={say('pick_of', { name })}
        value={isColour(value) ? value : first}
        onChange={(event) => onChange(event.target.value)}
        className="h-9 w-11 shrink-0 rounded-md border border-edge bg-paper p-1"
      />
      <Input
        className="min-w-0 flex-1"
        label={name}
        aria-label={say('value_of', { name })}
        value={value}
        maxLength={7}
        pattern="#[0-9a-fA-F]{6}"
        fault={fault}
        onChange={(event) => onChange(event.target.value)}
      />
      {!readOnly && (
        <IconButton label={say('clear', { name })} onClick={() => onChange(null)}>
          <X className="size-4" aria-hidden="true" />
        </IconButton>
      )}
    </div>
  )
}

function Pair({ name, of, ornament = false }: { name: string; of: number | undefined; ornament?: boolean }) {
  const say = useFormWords()
  const { number } = useFormats()
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
      <dt className="text-soft">{name}</dt>
      <dd className="flex items-center gap-2 tabular-nums">
        {of === undefined ? (
          <span className="text-soft">{say('needs_both')}</span>
        ) : (
          <>
            <span className="font-medium">{number(of, 1)} : 1</span>
            {of >= READABLE ? (
              <Badge tone="good">{say('readable')}</Badge>
            ) : of >= VISIBLE && ornament ? (
              <Badge tone="warn">{say('visible')}</Badge>
            ) : (
              <Badge tone="bad">{say('unreadable')}</Badge>
            )}
          </>
        )}
      </dd>
    </div>
  )
}
