import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { type ApprovalPolicy, useDeleteApprovalPoliciesByIdMutation, useGetApprovalPoliciesQuery } from '../../api/generated.ts'
import { useAllowed, useMay } from '../../session/may.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import { Loaded, NotAllowedPage, NotFound } from '../../ui/loaded.tsx'
import { Badge, Card, Empty, Page, Skeleton } from '../../ui/parts.tsx'
import { attempted } from '../../ui/toast.ts'
import { formOf } from './levels.ts'
import { Meaning } from './Meaning.tsx'
import { PolicyEditor } from './PolicyEditor.tsx'
import { usePeople } from './people.ts'
import { usePolicyWords } from './policyWords.ts'
import { useScope } from './scope.ts'

/** The policies of the organization; the one that is edited is in the address. */
export function Policies() {
  const say = usePolicyWords()
  const may = useMay()
  const allowed = useAllowed('policies.read')
  const [search, setSearch] = useSearchParams()
  const query = useGetApprovalPoliciesQuery({ limit: 100 }, { skip: allowed !== true })
  const chosen = may('policies.write') ? search.get('policy') : null
  if (allowed === false) return <NotAllowedPage title={say('title')} />
  const one = query.data?.items.find(({ id }) => id === chosen)
  const close = () => setSearch({})
  const add = may('policies.write') && (
    <Button look="main" onClick={() => setSearch({ policy: 'new' })}>
      <Plus className="size-4" aria-hidden="true" />
      {say('add')}
    </Button>
  )
  if (chosen)
    return (
      <Page title={chosen === 'new' ? say('new_title') : (one?.name ?? say('title'))} wide>
        <Loaded query={query} loading={<Skeleton className="h-[40rem]" />}>
          {() => (chosen === 'new' || one ? <PolicyEditor key={chosen} policy={one} onClose={close} /> : <NotFound />)}
        </Loaded>
      </Page>
    )
  return (
    <Page title={say('title')} about={say('about')} actions={query.data?.items.length ? add : undefined}>
      <Loaded
        query={query}
        loading={
          <div className="flex flex-col gap-4">
            <Skeleton className="h-56" />
            <Skeleton className="h-56" />
          </div>
        }
      >
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={say('none')} action={add}>
              <p>{say('none_about')}</p>
              {!add && <p>{say('none_read')}</p>}
            </Empty>
          ) : (
            <List policies={items} edit={(id) => setSearch({ policy: id })} />
          )
        }
      </Loaded>
    </Page>
  )
}

const FEW = 20

function List({ policies, edit }: { policies: readonly ApprovalPolicy[]; edit(id: string): void }) {
  const say = usePolicyWords()
  const may = useMay()
  const people = usePeople()
  const scopeOf = useScope()
  const [shown, setShown] = useState(FEW)
  return (
    <div className="flex flex-col gap-4">
      {policies.slice(0, shown).map((policy) => (
        <Card
          key={policy.id}
          title={
            <span className="flex flex-wrap items-center gap-2 wrap-anywhere">
              {policy.name}
              {policy.applies && <Badge tone="accent">{say('badge_default')}</Badge>}
            </span>
          }
          actions={
            may('policies.write') && (
              <>
                <Button size="sm" aria-label={say('edit_of', { name: policy.name })} onClick={() => edit(policy.id)}>
                  {say('edit')}
                </Button>
                <Remove policy={policy} />
              </>
            )
          }
        >
          <Meaning
            levels={policy.levels.map((level, i) => ({ ...formOf(level), key: String(i) }))}
            people={people}
            scope={scopeOf(policy)}
          />
        </Card>
      ))}
      {policies.length > shown && (
        <Button className="self-center" onClick={() => setShown(shown + FEW)}>
          {say('more')}
        </Button>
      )}
    </div>
  )
}

function Remove({ policy }: { policy: ApprovalPolicy }) {
  const say = usePolicyWords()
  const [remove] = useDeleteApprovalPoliciesByIdMutation()
  const { name } = policy
  return (
    <Confirm
      trigger={
        <Button size="sm" look="danger" aria-label={say('remove_of', { name })}>
          {say('remove')}
        </Button>
      }
      title={say('remove_title', { name })}
      about={say('remove_about')}
      action={say('remove')}
      act={() => attempted(remove({ id: policy.id }).unwrap(), say('removed', { name }), say('failed'))}
    />
  )
}
