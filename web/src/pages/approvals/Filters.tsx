import { type FormEvent, useState } from 'react'
import { useGetBrandsQuery } from '../../api/generated.ts'
import { Button } from '../../ui/button.tsx'
import { Input, Segments, Select } from '../../ui/field.tsx'
import type { WaitingFilter } from './pages.ts'
import { useApprovalWords } from './words.ts'

type Who = 'everybody' | 'me' | 'somebody'

/** For whom, and of which brand; each change is in the address at once. */
export function Filters({ filter, set }: { filter: WaitingFilter; set(to: WaitingFilter): void }) {
  const say = useApprovalWords()
  const brands = useGetBrandsQuery({ limit: 100 })
  const told: Who = !filter.waits_for ? 'everybody' : filter.waits_for === 'me' ? 'me' : 'somebody'
  // Of an address that is not typed yet, the address knows nothing.
  const [asked, setAsked] = useState(false)
  const who: Who = told === 'everybody' && asked ? 'somebody' : told
  const put = (part: { [K in keyof WaitingFilter]?: string | undefined }) =>
    set(Object.fromEntries(Object.entries({ ...filter, ...part }).filter(([, value]) => value)))
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    put({ waits_for: String(new FormData(event.currentTarget).get('address') ?? '').trim() })
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: what it holds are not only fields
    <div role="group" aria-label={say('filters')} className="flex flex-wrap items-end gap-3">
      <div className="flex flex-col gap-1">
        <span aria-hidden="true" className="font-medium">
          {say('who')}
        </span>
        <Segments<Who>
          label={say('who')}
          value={who}
          options={(['everybody', 'me', 'somebody'] as const).map((value) => ({ value, label: say(value) }))}
          onChange={(to) => {
            setAsked(to === 'somebody')
            put({ waits_for: to === 'me' ? 'me' : undefined })
          }}
        />
      </div>
      {who === 'somebody' && (
        <form key={filter.waits_for} onSubmit={submit}>
          <Input
            className="w-60"
            label={say('address')}
            name="address"
            type="email"
            required
            autoComplete="off"
            placeholder={say('address_hint')}
            defaultValue={told === 'somebody' ? filter.waits_for : ''}
          />
        </form>
      )}
      <Select
        label={say('brand')}
        className="w-48"
        value={filter.brand_id ?? ''}
        options={[
          { value: '', label: say('every_brand') },
          ...(brands.data?.items ?? []).map(({ id, brand_name }) => ({ value: id, label: brand_name })),
        ]}
        onChange={(event) => put({ brand_id: event.target.value })}
      />
      {(Object.keys(filter).length > 0 || asked) && (
        <Button
          look="quiet"
          onClick={() => {
            setAsked(false)
            set({})
          }}
        >
          {say('clear')}
        </Button>
      )}
    </div>
  )
}
