import type { Brand } from '../../api/generated.ts'
import { Textarea } from '../../ui/field.tsx'
import { Chips } from './Chips.tsx'
import { useFormWords } from './formWords.ts'
import { SectionForm } from './section.tsx'

/** Who the brand speaks to. */
export function Audience({ brand }: { brand: Brand }) {
  const say = useFormWords()
  return (
    <SectionForm
      brand={brand}
      stored={{ description: '', segments: [], interests: [], locations: [], ...brand.target_audience }}
      changesOf={(target_audience) => ({ target_audience })}
    >
      {({ value, set, fault, readOnly }) => (
        <>
          <Textarea
            label={say('who')}
            hint={say('who_hint')}
            maxLength={2000}
            value={value.description}
            fault={fault('target_audience.description')}
            onChange={(event) => set({ description: event.target.value })}
          />
          <div className="grid items-start gap-4 sm:grid-cols-2">
            <Chips
              label={say('segments')}
              hint={say('segments_hint')}
              most={20}
              longest={200}
              value={value.segments}
              fault={fault('target_audience.segments')}
              onChange={(segments) => set({ segments })}
              disabled={readOnly}
            />
            <Chips
              label={say('interests')}
              most={50}
              longest={100}
              value={value.interests}
              fault={fault('target_audience.interests')}
              onChange={(interests) => set({ interests })}
              disabled={readOnly}
            />
            <Chips
              label={say('locations')}
              most={50}
              longest={100}
              value={value.locations}
              fault={fault('target_audience.locations')}
              onChange={(locations) => set({ locations })}
              disabled={readOnly}
            />
          </div>
        </>
      )}
    </SectionForm>
  )
}
