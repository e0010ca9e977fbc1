import { useMemo } from 'react'
import { Link, useParams, useSearchParams } from 'react-router'
import { type Brand, useGetBrandsByIdQuery } from '../../api/generated.ts'
import { LINK } from '../../session/Doorway.tsx'
import { Loaded, NotFound } from '../../ui/loaded.tsx'
import { Ago, Badge, Page, Skeleton } from '../../ui/parts.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { Audience } from './Audience.tsx'
import { Guidelines } from './Guidelines.tsx'
import { Kit } from './Kit.tsx'
import { LearnedRules } from './LearnedRules.tsx'
import { Samples } from './Samples.tsx'
import { Sources } from './Sources.tsx'
import { Voice } from './Voice.tsx'
import { useBrandWords } from './words.ts'

const TABS = ['voice', 'guidelines', 'audience', 'samples', 'sources', 'kit', 'rules'] as const
type Tab = (typeof TABS)[number]
const PARTS = {
  voice: Voice,
  guidelines: Guidelines,
  audience: Audience,
  samples: Samples,
  sources: Sources,
  kit: Kit,
  rules: LearnedRules,
} as const

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** One brand: how it writes, and everything that drafts know of it. */
export function BrandPage() {
  const { id = '' } = useParams()
  const say = useBrandWords()
  if (!ID.test(id))
    return (
      <Page title={say('one')}>
        <NotFound />
      </Page>
    )
  return <OneBrand key={id} id={id} />
}

function OneBrand({ id }: { id: string }) {
  const say = useBrandWords()
  const query = useGetBrandsByIdQuery({ id })
  const { data: brand } = query
  return (
    <Page
      title={brand?.brand_name ?? say('one')}
      about={
        brand && (
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <Link to="/brands" className={LINK}>
              {say('title')}
            </Link>
            {brand.is_default && <Badge tone="accent">{say('default')}</Badge>}
            <span>
              {say('version', { n: brand.version })}, <Ago at={brand.updated_at} />
            </span>
          </p>
        )
      }
    >
      <Loaded
        query={query}
        loading={
          <div className="flex flex-col gap-4">
            <Skeleton className="h-9" />
            <Skeleton className="h-96" />
          </div>
        }
      >
        {(found) => <Parts brand={found} />}
      </Loaded>
    </Page>
  )
}

function Parts({ brand }: { brand: Brand }) {
  const say = useBrandWords()
  const [search, setSearch] = useSearchParams()
  const tab: Tab = TABS.find((one) => one === search.get('tab')) ?? 'voice'
  const tabs = useMemo(
    () =>
      TABS.map((value) => {
        const Part = PARTS[value]
        return { value, label: say(`tab_${value}`), content: <Part brand={brand} /> }
      }),
    [brand, say],
  )
  return <Tabs label={say('tabs')} value={tab} onChange={(to) => setSearch({ tab: to })} tabs={tabs} />
}
