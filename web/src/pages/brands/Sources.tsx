import { Plus, X } from 'lucide-react'
import type { Brand, BrandChanges } from '../../api/generated.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Input } from '../../ui/field.tsx'
import { Card } from '../../ui/parts.tsx'
import { Countries } from '../ask/Countries.tsx'
import { useFormWords } from './formWords.ts'
import { SectionForm } from './section.tsx'

const filled = (all: readonly string[]) => all.map((one) => one.trim()).filter(Boolean)
const different = (a: readonly string[], b: readonly string[]) => JSON.stringify(a) !== JSON.stringify(b)

/** Where the strategist may look: competitors, feeds, and the countries whose days count. */
export function Sources({ brand }: { brand: Brand }) {
  const say = useFormWords()
  return (
    <SectionForm
      brand={brand}
      stored={{ competitors: brand.competitors, feeds: brand.feeds, countries: brand.countries }}
      changesOf={(now) => {
        const [competitors, feeds] = [filled(now.competitors), filled(now.feeds)]
        const changes = {
          ...(different(competitors, brand.competitors) && { competitors }),
          ...(different(feeds, brand.feeds) && { feeds }),
          ...(different(now.countries, brand.countries) && { countries: now.countries as NonNullable<BrandChanges['countries']> }),
        }
        // An empty row and nothing else: what is stored is sent again, and the row goes.
        return Object.keys(changes).length ? changes : { competitors }
      }}
    >
      {({ value, set, fault, readOnly }) => (
        <>
          <Card title={say('competitors')}>
            <p className="mb-3 text-sm text-soft">{say('competitors_about')}</p>
            <Addresses
              value={value.competitors}
              most={10}
              readOnly={readOnly}
              fault={(i) => fault(`competitors.${i}`)}
              onChange={(competitors) => set({ competitors })}
            />
          </Card>
          <Card title={say('feeds')}>
            <p className="mb-3 text-sm text-soft">{say('feeds_about')}</p>
            <Addresses
              value={value.feeds}
              most={5}
              readOnly={readOnly}
              fault={(i) => fault(`feeds.${i}`)}
              onChange={(feeds) => set({ feeds })}
            />
          </Card>
          <Countries
            label={say('countries')}
            hint={say('countries_hint')}
            value={value.countries}
            fault={fault('countries')}
            onChange={(countries) => set({ countries: countries.slice(0, 10) })}
          />
        </>
      )}
    </SectionForm>
  )
}

/** Addresses, each in a field of its own, where its fault is shown. */
function Addresses({
  value,
  onChange,
  fault,
  most,
  readOnly,
}: {
  value: readonly string[]
  onChange(to: string[]): void
  /** By the place among those that are not empty, as they are sent. */
  fault(i: number): string | undefined
  most: number
  readOnly: boolean
}) {
  const say = useFormWords()
  return (
    <div className="flex flex-col items-start gap-2">
      {!value.length && <p className="text-soft">{say('no_address')}</p>}
      {value.map((address, i) => (
        <div key={i} className="flex w-full items-start gap-2">
          <Input
            className="min-w-0 flex-1"
            label={say('address', { n: i + 1 })}
            hideLabel
            type="url"
            inputMode="url"
            placeholder="https://"
            maxLength={2000}
            value={address}
            fault={address.trim() ? fault(filled(value.slice(0, i)).length) : undefined}
            onChange={(event) => onChange(value.map((one, at) => (at === i ? event.target.value : one)))}
          />
          {!readOnly && (
            <IconButton label={say('remove_address', { n: i + 1 })} onClick={() => onChange(value.filter((_, at) => at !== i))}>
              <X className="size-4" aria-hidden="true" />
            </IconButton>
          )}
        </div>
      ))}
      {!readOnly &&
        (value.length < most ? (
          <Button size="sm" onClick={() => onChange([...value, ''])}>
            <Plus className="size-4" aria-hidden="true" />
            {say('add_address')}
          </Button>
        ) : (
          <p className="text-sm text-soft">{say('most_addresses', { count: most })}</p>
        ))}
    </div>
  )
}
