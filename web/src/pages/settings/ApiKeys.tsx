import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { type ApiKey, useDeleteApiKeysByIdMutation } from '../../api/generated.ts'
import { useAllowed, useMay } from '../../session/may.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import { Loaded, NotAllowedPage } from '../../ui/loaded.tsx'
import { Ago, Badge, Empty, Page, Skeleton } from '../../ui/parts.tsx'
import { Cell, Table } from '../../ui/table.tsx'
import { attempted } from '../../ui/toast.ts'
import { useFormats } from '../../words/format.ts'
import { useBrandNames } from './brandNames.ts'
import { useKeyWords } from './keyWords.ts'
import { MakeKey } from './MakeKey.tsx'
import { useKeyPagesInfiniteQuery, useToTheEnd } from './pages.ts'

/** Keys of programs. */
export function ApiKeys() {
  const say = useKeyWords()
  const allowed = useAllowed('keys.read')
  const may = useMay()
  const { date } = useFormats()
  const names = useBrandNames()
  const query = useKeyPagesInfiniteQuery(undefined, { skip: allowed !== true })
  useToTheEnd(query)
  const [revoke] = useDeleteApiKeysByIdMutation()
  const [making, setMaking] = useState(false)
  if (allowed === false) return <NotAllowedPage title={say('title')} />
  const make = may('keys.write') && (
    <Button look="main" onClick={() => setMaking(true)}>
      <KeyRound className="size-4" aria-hidden="true" />
      {say('make')}
    </Button>
  )
  return (
    <Page title={say('title')} about={say('about')} actions={query.data?.pages[0]?.items.length ? make : undefined}>
      <Loaded query={query} loading={<Skeleton className="h-48" />}>
        {({ pages }) =>
          !pages[0]?.items.length ? (
            <Empty title={say('none')} action={make}>
              {say('none_about')}
            </Empty>
          ) : (
            <Table
              label={say('title')}
              head={[say('name'), say('scopes'), say('brands'), say('used'), say('ends'), say('state'), say('acts')]}
            >
              {newest(pages.flatMap(({ items }) => items)).map((key) => {
                const isOver = key.expires_at !== null && new Date(key.expires_at) < new Date()
                return (
                  <tr key={key.id}>
                    <Cell>
                      <p className="font-medium">{key.name}</p>
                      <p className="font-mono text-sm text-soft">{key.prefix}…</p>
                    </Cell>
                    <Cell className="min-w-56 text-sm">{key.scopes.map((scope) => say(scope)).join(', ')}</Cell>
                    <Cell>{names(key.brand_ids)}</Cell>
                    <Cell className="whitespace-nowrap">{key.last_used_at ? <Ago at={key.last_used_at} /> : say('never')}</Cell>
                    <Cell className="whitespace-nowrap">{key.expires_at ? date(key.expires_at) : say('ends_never')}</Cell>
                    <Cell>
                      <Badge tone={key.revoked_at ? 'bad' : isOver ? 'warn' : 'good'}>
                        {say(key.revoked_at ? 'revoked' : isOver ? 'ended' : 'good')}
                      </Badge>
                    </Cell>
                    <Cell>
                      {!key.revoked_at && may('keys.write') && (
                        <Confirm
                          trigger={
                            <Button size="sm" look="danger" aria-label={`${say('revoke')}: ${key.name}`}>
                              {say('revoke')}
                            </Button>
                          }
                          title={say('revoke_title', { name: key.name })}
                          about={say('revoke_about')}
                          action={say('revoke')}
                          act={() => attempted(revoke({ id: key.id }).unwrap(), say('revoked_done'), say('failed'))}
                        />
                      )}
                    </Cell>
                  </tr>
                )
              })}
            </Table>
          )
        }
      </Loaded>
      {making && <MakeKey close={() => setMaking(false)} />}
    </Page>
  )
}

/** Those that work first, and of these the newest. */
const newest = (keys: readonly ApiKey[]) =>
  [...keys].reverse().sort((a, b) => Number(a.revoked_at !== null) - Number(b.revoked_at !== null))
