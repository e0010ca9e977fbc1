import { useNavigate } from 'react-router'
import {
  type OpenSession,
  useDeleteAuthSessionsByIdMutation,
  useGetAuthSessionsQuery,
  usePostAuthLogoutEverywhereMutation,
} from '../../api/generated.ts'
import { signedOut } from '../../session/session.ts'
import { useAppDispatch } from '../../store.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Ago, Badge, Card, Skeleton } from '../../ui/parts.tsx'
import { Cell, Table } from '../../ui/table.tsx'
import { attempted, refused } from '../../ui/toast.ts'
import { useAccountWords } from './accountWords.ts'

/** Where one is signed in, and ending it there. */
export function Sessions() {
  const say = useAccountWords()
  const dispatch = useAppDispatch()
  const navigate = useNavigate()
  const device = useDevice()
  const query = useGetAuthSessionsQuery()
  const [everywhere] = usePostAuthLogoutEverywhereMutation()
  return (
    <Card
      title={say('sessions')}
      actions={
        <Confirm
          trigger={
            <Button size="sm" look="danger">
              {say('everywhere')}
            </Button>
          }
          title={say('everywhere')}
          about={say('everywhere_about')}
          action={say('everywhere')}
          act={async () => {
            try {
              await everywhere().unwrap()
              dispatch(signedOut())
              await navigate('/sign-in')
              return true
            } catch (failure) {
              refused(failure, say('failed'))
              return false
            }
          }}
        />
      }
    >
      <Loaded query={query} loading={<Skeleton className="h-40" />}>
        {({ items }) => (
          <Table label={say('sessions')} head={[say('device'), say('where'), say('opened'), say('used'), say('acts')]}>
            {items.map((session) => (
              <tr key={session.id}>
                <Cell>
                  <p>
                    {device(session)} {session.current && <Badge tone="accent">{say('this')}</Badge>}
                  </p>
                </Cell>
                <Cell>{session.address}</Cell>
                <Cell className="whitespace-nowrap">
                  <Ago at={session.created_at} />
                </Cell>
                <Cell className="whitespace-nowrap">
                  <Ago at={session.last_used_at} />
                </Cell>
                <Cell>{!session.current && <End session={session} />}</Cell>
              </tr>
            ))}
          </Table>
        )}
      </Loaded>
    </Card>
  )
}

function End({ session }: { session: OpenSession }) {
  const say = useAccountWords()
  const device = useDevice()(session)
  const [end] = useDeleteAuthSessionsByIdMutation()
  return (
    <Confirm
      trigger={
        <Button size="sm" look="danger" aria-label={`${say('end')}: ${device}, ${session.address}`}>
          {say('end')}
        </Button>
      }
      title={say('end_title')}
      about={say('end_about', { device, address: session.address })}
      action={say('end')}
      act={() => attempted(end({ id: session.id }).unwrap(), say('ended'), say('failed'))}
    />
  )
}

const BROWSERS = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
] as const
const SYSTEMS = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
] as const

/** What somebody is signed in with, as its user agent says it; the first words of one that is not known. */
function useDevice(): (of: OpenSession) => string {
  const say = useAccountWords()
  return ({ kind, user_agent: agent }) => {
    const browser = BROWSERS.find(([sign]) => sign.test(agent))?.[1]
    const system = SYSTEMS.find(([sign]) => sign.test(agent))?.[1]
    if (browser && system) return say('on', { browser, system })
    return agent ? `${say(kind)} (${agent.slice(0, 40)})` : say(kind)
  }
}
