import type { Session } from '../api/generated.ts'
import { signedIn, signedOut, unreachable } from './session.ts'

/** What renewing needs of the store; the store gives it once it exists, as the store's own requests need renewing. */
interface Holder {
  expiresAt(): number | undefined
  isIn(): boolean
  dispatch(action: ReturnType<typeof signedIn | typeof signedOut | typeof unreachable>): void
}
let holder: Holder | undefined
export const holdSession = (of: Holder): void => {
  holder = of
}

/** A token is renewed so long before it ends that no request under way outlives it. */
const EARLY_MS = 60_000
/** The twin of the refresh cookie, which a page of another site cannot read. */
export const csrf = (): string | undefined => {
  const [, value] = /(?:^|; )csrf=([^;]+)/.exec(document.cookie) ?? []
  return value && decodeURIComponent(value)
}
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

let running: Promise<'in' | 'out' | 'unreachable'> | undefined

/** Exchanges the refresh cookie for a new access token; one exchange at a time, also between tabs, as the cookie works once. */
export function renew(): Promise<'in' | 'out' | 'unreachable'> {
  running ??= exclusively(exchange).finally(() => {
    running = undefined
  })
  return running
}

/** Resolves when the access token is good for a while; at once when it is, or when nobody is signed in. */
export async function freshToken(): Promise<void> {
  const ends = holder?.expiresAt()
  if (holder?.isIn() && ends !== undefined && ends - Date.now() < EARLY_MS) await renew()
}

const exclusively = <T>(work: () => Promise<T>): Promise<T> =>
  navigator.locks ? (navigator.locks.request('session', work) as Promise<T>) : work()

async function exchange(): Promise<'in' | 'out' | 'unreachable'> {
  // A tab may have exchanged the cookie in the moment between: the next try carries the new one.
  for (let tries = 0; tries < 3; tries++) {
    const token = csrf()
    if (!token) return end('out')
    let response: Response
    try {
      response = await fetch('/api/v1/auth/refresh', { method: 'POST', headers: { 'X-CSRF-Token': token } })
    } catch {
      return end('unreachable')
    }
    if (response.ok) {
      holder?.dispatch(signedIn((await response.json()) as Session))
      return 'in'
    }
    if (response.status === 401 || response.status === 403) return end('out')
    if (response.status !== 409) return end('unreachable')
    await pause(250)
  }
  return end('unreachable')
}

function end(as: 'out' | 'unreachable'): 'out' | 'unreachable' {
  holder?.dispatch(as === 'out' ? signedOut() : unreachable())
  return as
}
