import type { Brand } from '../../api/generated.ts'
import { Input, Select, Textarea } from '../../ui/field.tsx'
import { Card } from '../../ui/parts.tsx'
import { useFormats } from '../../words/format.ts'
import { Chips } from './Chips.tsx'
import { useFormWords } from './formWords.ts'
import { SectionForm } from './section.tsx'
import { useBrandWords } from './words.ts'

type Stated = Required<Brand['brand_voice']>
const CHOICES = {
  person: ['we', 'I', 'they'],
  formality: ['neutral', 'casual', 'formal'],
  emoji: ['some', 'none', 'many'],
} as const
const LONGEST = 20_000

/** What a brand states of its voice, with what the API takes where nothing was said. */
const statedBy = ({ brand_voice: voice }: Brand): Stated => ({
  tone: [],
  formality: 'neutral',
  person: 'we',
  emoji: 'some',
  favourite_words: [],
  banned_words: [],
  hashtags: [],
  tagline: '',
  ...voice,
})
const different = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b)

/** Name, guidelines, and how the brand says that it speaks. */
export function Guidelines({ brand }: { brand: Brand }) {
  const say = useFormWords()
  const brandSay = useBrandWords()
  const { number } = useFormats()
  const voice = statedBy(brand)
  return (
    <SectionForm
      brand={brand}
      stored={{ brand_name: brand.brand_name, brand_guidelines: brand.brand_guidelines, ...voice }}
      changesOf={({ brand_name, brand_guidelines, ...now }) => ({
        ...(brand_name !== brand.brand_name && { brand_name }),
        ...(brand_guidelines !== brand.brand_guidelines && { brand_guidelines }),
        // The voice is kept as one thing.
        ...(different(now, voice) && { brand_voice: now }),
      })}
    >
      {({ value, set, fault, readOnly }) => (
        <>
          <div className="grid gap-4">
            <Input
              label={say('name')}
              required
              maxLength={255}
              value={value.brand_name}
              fault={fault('brand_name')}
              onChange={(event) => set({ brand_name: event.target.value })}
            />
            <div>
              <Textarea
                label={say('guidelines')}
                hint={say('guidelines_hint')}
                maxLength={LONGEST}
                value={value.brand_guidelines}
                fault={fault('brand_guidelines')}
                onChange={(event) => set({ brand_guidelines: event.target.value })}
              />
              <p className="mt-1 text-right text-sm text-soft tabular-nums">
                {say('count', { used: number(value.brand_guidelines.length), most: number(LONGEST) })}
              </p>
            </div>
          </div>
          <Card title={say('states')}>
            <p className="mb-3 text-sm text-soft">{say('states_about')}</p>
            <div className="grid gap-4 sm:grid-cols-3">
              <Select
                label={say('person')}
                value={value.person}
                fault={fault('brand_voice.person')}
                options={CHOICES.person.map((one) => ({ value: one, label: brandSay(`person_${one}`) }))}
                onChange={(event) => set({ person: event.target.value as Stated['person'] })}
              />
              <Select
                label={say('formality')}
                value={value.formality}
                fault={fault('brand_voice.formality')}
                options={CHOICES.formality.map((one) => ({ value: one, label: brandSay(`formality_${one}`) }))}
                onChange={(event) => set({ formality: event.target.value as Stated['formality'] })}
              />
              <Select
                label={say('emoji')}
                value={value.emoji}
                fault={fault('brand_voice.emoji')}
                options={CHOICES.emoji.map((one) => ({ value: one, label: brandSay(`emoji_${one}`) }))}
                onChange={(event) => set({ emoji: event.target.value as Stated['emoji'] })}
              />
            </div>
            <div className="mt-4 grid items-start gap-4 sm:grid-cols-2">
              <Chips
                label={say('tone')}
                hint={say('tone_hint')}
                most={12}
                longest={60}
                value={value.tone}
                fault={fault('brand_voice.tone')}
                onChange={(tone) => set({ tone })}
                disabled={readOnly}
              />
              <Input
                label={say('tagline')}
                hint={say('tagline_hint')}
                maxLength={200}
                value={value.tagline}
                fault={fault('brand_voice.tagline')}
                onChange={(event) => set({ tagline: event.target.value })}
              />
            </div>
          </Card>
          <Card title={say('terms')}>
            <div className="grid items-start gap-4 sm:grid-cols-2">
              <Chips
                label={say('favourite')}
                hint={say('favourite_hint')}
                most={50}
                longest={60}
                value={value.favourite_words}
                fault={fault('brand_voice.favourite_words')}
                onChange={(favourite_words) => set({ favourite_words })}
                disabled={readOnly}
              />
              <Chips
                label={say('banned')}
                hint={say('banned_hint')}
                most={200}
                longest={60}
                value={value.banned_words}
                fault={fault('brand_voice.banned_words')}
                onChange={(banned_words) => set({ banned_words })}
                disabled={readOnly}
              />
              <Chips
                label={say('hashtags')}
                hint={say('hashtags_hint')}
                most={20}
                longest={100}
                value={value.hashtags}
                fault={fault('brand_voice.hashtags')}
                clean={(text) => text.replace(/^#+/, '')}
                onChange={(hashtags) => set({ hashtags })}
                disabled={readOnly}
              />
            </div>
          </Card>
        </>
      )}
    </SectionForm>
  )
}
