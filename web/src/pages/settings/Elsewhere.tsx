import { useSearchParams } from 'react-router'
import {
  useDeleteAuthIdentitiesByIdMutation,
  useGetAuthIdentitiesQuery,
  useGetAuthOidcQuery,
  usePostAuthIdentitiesByProviderLinkMutation,
} from '../../api/generated.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Ago, Card, Note, Skeleton } from '../../ui/parts.tsx'
import { attempted, refused } from '../../ui/toast.ts'
import { useAccountWords } from './accountWords.ts'

const NAMES = { google: 'Google', linkedin: 'LinkedIn' } as const

const FAULTS = ['taken', 'another_linked', 'session_ended', 'cancelled'] as const

/** Where else one can sign in; what a provider sent one back with is in the address. */
export function Elsewhere() {
  const say = useAccountWords()
  const [search] = useSearchParams()
  const { data: oidc } = useGetAuthOidcQuery()
  const query = useGetAuthIdentitiesQuery()
  const [link, { isLoading }] = usePostAuthIdentitiesByProviderLinkMutation()
  const [unlink] = useDeleteAuthIdentitiesByIdMutation()
  const linked = search.get('linked')
  const fault = search.get('link_error')
  async function go(provider: string) {
    try {
      const { authorization_url: url } = await link({ provider, body: { return_to: '/me' } }).unwrap()
      location.assign(url)
    } catch (failure) {
      refused(failure, say('failed'))
    }
  }
  return (
    <Card title={say('elsewhere')}>
      <div className="flex flex-col gap-3">
        {linked && <Note tone="good">{say('linked', { name: NAMES[linked as keyof typeof NAMES] ?? linked })}</Note>}
        {fault && <Note tone={fault === 'cancelled' ? 'neutral' : 'bad'}>{say(FAULTS.find((one) => one === fault) ?? 'link_error')}</Note>}
        <Loaded query={query} loading={<Skeleton className="h-12" />}>
          {({ items }) => (
            <div className="flex flex-col gap-3">
              {items.map((identity) => (
                <div key={identity.id} className="flex flex-wrap items-center justify-between gap-2">
                  <span>
                    {NAMES[identity.provider]} {identity.email && <span className="text-soft">{identity.email}</span>}{' '}
                    <span className="text-sm text-soft">
                      {say('since')} <Ago at={identity.created_at} />
                    </span>
                  </span>
                  <Confirm
                    trigger={
                      <Button size="sm" look="danger" aria-label={`${say('unlink')}: ${NAMES[identity.provider]}`}>
                        {say('unlink')}
                      </Button>
                    }
                    title={`${say('unlink')}: ${NAMES[identity.provider]}`}
                    about={say('unlink_about')}
                    action={say('unlink')}
                    act={() => attempted(unlink({ id: identity.id }).unwrap(), say('unlinked'), say('failed'))}
                  />
                </div>
              ))}
              {items.length === 0 && oidc?.providers.length === 0 && <p className="text-soft">{say('none_elsewhere')}</p>}
              <div className="flex flex-wrap gap-2">
                {oidc?.providers
                  .filter(({ id }) => !items.some(({ provider }) => provider === id))
                  .map(({ id, name }) => (
                    <Button key={id} busy={isLoading} onClick={() => void go(id)}>
                      {say('link', { name })}
                    </Button>
                  ))}
              </div>
            </div>
          )}
        </Loaded>
      </div>
    </Card>
  )
}
