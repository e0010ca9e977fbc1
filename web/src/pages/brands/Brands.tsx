import { Plus } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { type ListedBrand, useDeleteBrandsByIdMutation, usePatchBrandsByIdMutation } from '../../api/generated.ts'
import { useMay, useMembership } from '../../session/may.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Ago, Badge, Empty, Facts, Page, Skeleton } from '../../ui/parts.tsx'
import { attempted, refused, told } from '../../ui/toast.ts'
import { useFormats } from '../../words/format.ts'
import { language } from '../../words/words.ts'
import { AddBrand } from './AddBrand.tsx'
import { useBrandPagesInfiniteQuery } from './pages.ts'
import { type BrandSay, useBrandWords } from './words.ts'

/** The brands of the organization, and adding one. */
export function Brands() {
  const say = useBrandWords()
  const may = useMay()
  const membership = useMembership()
  const [search, setSearch] = useSearchParams()
  const query = useBrandPagesInfiniteQuery()
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  // Who is limited to named brands cannot add another; the API says so too.
  const mayAdd = may('brands.write') && !membership?.brand_ids
  const add = (
    <Button look="main" onClick={() => setSearch({ add: 'brand' })}>
      <Plus className="size-4" aria-hidden="true" />
      {say('add')}
    </Button>
  )
  return (
    <Page title={say('title')} about={say('about')} actions={mayAdd && add}>
      <Loaded
        query={query}
        loading={
          <div className="flex flex-col gap-3">
            {[0, 1, 2].map((i) => (
              <Skeleton key={i} className="h-32" />
            ))}
          </div>
        }
      >
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items)
          if (!items.length)
            return (
              <Empty title={say('none')} action={mayAdd && add}>
                {say(mayAdd ? 'none_about' : 'none_client')}
              </Empty>
            )
          return (
            <>
              <ul className="flex flex-col gap-3">
                {items.map((brand) => (
                  <Row key={brand.id} brand={brand} />
                ))}
              </ul>
              {hasNextPage && (
                <div className="mt-4 flex justify-center">
                  <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
                    {say('more')}
                  </Button>
                </div>
              )}
            </>
          )
        }}
      </Loaded>
      {mayAdd && <AddBrand open={search.get('add') === 'brand'} onOpenChange={(open) => setSearch(open ? { add: 'brand' } : {})} />}
    </Page>
  )
}

/** How a brand says that it speaks, in a line. */
function voiceLine(say: BrandSay, { person = 'we', formality = 'neutral', emoji = 'some' }: ListedBrand['brand_voice']): string {
  return `${say(`formality_${formality}`)}, ${say('says')} ${say(`person_${person}`)}, ${say(`emoji_${emoji}`)}`
}

function Row({ brand }: { brand: ListedBrand }) {
  const say = useBrandWords()
  const may = useMay()
  const { list } = useFormats()
  const { brand_voice: voice } = brand
  const tag = useTranslation(undefined, { i18n: language }).i18n.language
  const regions = useMemo(() => new Intl.DisplayNames(tag, { type: 'region' }), [tag])
  const banned = voice.banned_words?.length ?? 0
  return (
    <li className="rounded-lg border border-line bg-paper p-4">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <h2 className="flex min-w-0 flex-wrap items-center gap-2 text-lg font-semibold">
          <Link to={`/brands/${brand.id}`} className="wrap-anywhere hover:text-accent hover:underline">
            {brand.brand_name}
          </Link>
          {brand.is_default && <Badge tone="accent">{say('default')}</Badge>}
        </h2>
        {may('brands.write') && <Acts brand={brand} />}
      </div>
      {brand.brand_guidelines && <p className="mt-1 line-clamp-2 max-w-prose text-soft wrap-anywhere">{brand.brand_guidelines}</p>}
      <div className="mt-2.5 text-sm">
        <Facts
          of={[
            [say('voice'), voiceLine(say, voice)],
            ...(voice.tone?.length ? [[say('tone'), list(voice.tone)] as const] : []),
            ...(banned ? [[say('banned'), say('count_words', { count: banned })] as const] : []),
            ...(brand.countries.length ? [[say('countries'), list(brand.countries.map((code) => regions.of(code) ?? code))] as const] : []),
            [say('changed'), <Ago key="at" at={brand.updated_at} />],
          ]}
        />
      </div>
    </li>
  )
}

function Acts({ brand }: { brand: ListedBrand }) {
  const say = useBrandWords()
  const [change, { isLoading }] = usePatchBrandsByIdMutation()
  const [remove] = useDeleteBrandsByIdMutation()
  const name = brand.brand_name
  return (
    <div className="flex flex-wrap gap-2">
      {!brand.is_default && (
        <Button
          size="sm"
          busy={isLoading}
          aria-label={`${say('make_default')}: ${name}`}
          onClick={() =>
            void change({ id: brand.id, brandChanges: { is_default: true } })
              .unwrap()
              .then(
                () => told(say('made_default', { name })),
                (failure: unknown) => refused(failure, say('failed')),
              )
          }
        >
          {say('make_default')}
        </Button>
      )}
      <Confirm
        trigger={
          <Button size="sm" look="danger" aria-label={`${say('remove')}: ${name}`}>
            {say('remove')}
          </Button>
        }
        title={say('remove_title', { name })}
        about={say('remove_about')}
        action={say('remove')}
        act={() => attempted(remove({ id: brand.id }).unwrap(), say('removed', { name }), say('failed'))}
      />
    </div>
  )
}
