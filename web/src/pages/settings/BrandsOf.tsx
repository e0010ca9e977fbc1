import { type Role, UNLIMITED_ROLES } from '../../../../domain/permissions.ts'
import { Button } from '../../ui/button.tsx'
import { Tick } from '../../ui/field.tsx'
import { words } from '../../words/words.ts'
import { useBrandPagesInfiniteQuery } from '../brands/pages.ts'

const useBrandsOfWords = words('brandsOf', {
  en: { brands: 'Brands', every: 'Every brand', none: 'There is no brand yet.', fault: 'Choose at least one brand.', more: 'Show more' },
  id: {
    brands: 'Merek',
    every: 'Semua merek',
    none: 'Belum ada merek.',
    fault: 'Pilih paling sedikit satu merek.',
    more: 'Tampilkan lagi',
  },
})

/** Which brands somebody is limited to; null is every one. A client always is, owners and admins never are. */
export function BrandsOf({ of: role, value, onChange }: { of: Role; value: string[] | null; onChange(to: string[] | null): void }) {
  const say = useBrandsOfWords()
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useBrandPagesInfiniteQuery()
  const brands = data?.pages.flatMap(({ items }) => items)
  if (UNLIMITED_ROLES.includes(role)) return null
  const limited = role === 'client' || value !== null
  const chosen = value ?? []
  return (
    <fieldset>
      <legend className="font-medium">{say('brands')}</legend>
      {role !== 'client' && <Tick label={say('every')} checked={!limited} onChange={(on) => onChange(on ? null : [])} />}
      {limited && (
        <div className="max-h-48 overflow-y-auto pl-1">
          {brands?.length === 0 && <p className="text-soft">{say('none')}</p>}
          {brands?.map(({ id, brand_name }) => (
            <Tick
              key={id}
              label={brand_name}
              checked={chosen.includes(id)}
              onChange={(on) => onChange(on ? [...chosen, id] : chosen.filter((one) => one !== id))}
            />
          ))}
          {hasNextPage && (
            <Button size="sm" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {say('more')}
            </Button>
          )}
          {chosen.length === 0 && <p className="text-sm text-soft">{say('fault')}</p>}
        </div>
      )}
    </fieldset>
  )
}

/** What is sent: nothing for who sees every brand. */
export const brandIdsOf = (role: Role, value: string[] | null): string[] | null =>
  UNLIMITED_ROLES.includes(role) ? null : role === 'client' ? (value ?? []) : value

/** Whether what is chosen can be sent: who is limited is limited to something. */
export const isWhole = (role: Role, value: string[] | null): boolean => brandIdsOf(role, value)?.length !== 0
