import type { Request, Response } from 'express'
import { createGuard } from '../../adapters/guard.ts'
import type { Logger } from '../../config/log.ts'
import { type CountedPolicy, LIMIT_SCOPES, type Limit, type LimitScope, type LimitTable } from '../../config/rateLimits.ts'
import { AppError } from '../../domain/errors.ts'
import { secondsUntil, type ToldLimit, writeLimits } from './headers.ts'
import { accountKey, addressKey } from './keys.ts'
import type { Counter, LimitStore, Taken } from './store.ts'

/** Policies of strangers that name an account in the body. */
export type AccountPolicy = 'sign_in' | 'account'

/** Who asks, as far as it is known. A program with a key has `apiKeyId`, and may have outlived the account that made it. */
export interface LimitedCaller {
  userId: string | undefined
  organizationId: string | undefined
  apiKeyId: string | undefined
}

export interface Exchange {
  req: Request
  res: Response
}

export interface Limits {
  /** Counts a request and tells its limits in the answer's headers; throws `rate_limited` when one is used up. */
  take(policy: CountedPolicy, caller: LimitedCaller | undefined, exchange: Exchange): Promise<void>
  /** Counts a try at the account that a body names, whether there is such an account or not. */
  takeForAccount(policy: AccountPolicy, email: string, exchange: Exchange): Promise<void>
  /** After a success: tries at this account from this address begin anew. Never fails. */
  forgiveAccount(policy: AccountPolicy, email: string, exchange: Exchange): Promise<void>
}

/** What became of a request that was not simply counted. */
export type LimitOutcome =
  | { policy: CountedPolicy; outcome: 'limited'; scope: LimitScope }
  | { policy: CountedPolicy; outcome: 'refused' | 'uncounted' }

/** Without counting, these would let a guess at passwords or a bill run without bound: they are refused. The rest passes uncounted. */
const FAIL_CLOSED: ReadonlySet<CountedPolicy> = new Set(['sign_in', 'account', 'generate'])

const WHOSE: Record<LimitScope, string> = {
  user: 'one user or API key',
  organization: 'one organization',
  address: 'one address',
  account: 'one account',
  account_anywhere: 'one account',
}

/** Keys whose remainder is kept in mind. */
const REMEMBERED = 10_000

interface Scoped {
  scope: LimitScope
  limit: Limit
  counter: Counter
}

/**
 * Counts requests against the table. Limits are asked from the narrowest to the widest, each only after the one before it let the request
 * through: what a single user is refused never uses up the organization's share, and nothing ever has to be given back, which near the end
 * of a window would let one too many through. While more than half of a narrower limit is left they are asked together, in one round trip
 * instead of two: on a full machine each waits its turn, 3 to 5 ms.
 * What this process knows to be used up refuses before anything is counted.
 */
export function createLimits(of: { table: LimitTable; store: LimitStore; log: Logger; observe?: (outcome: LimitOutcome) => void }): Limits {
  const { store, observe = () => undefined } = of
  const guard = createGuard({
    what: store.what,
    means: 'signing in, accounts and generating are refused, all else passes uncounted',
    timeoutMs: store.timeoutMs,
    log: of.log,
  })
  const counted = new Map<string, Scoped>()
  /** What this process last heard to be left, by policy, scope and key. A guess, for what is asked together; never for what is allowed. */
  const remaining = new Map<string, number>()
  for (const [policy, scopes] of Object.entries(LIMIT_SCOPES))
    for (const scope of scopes) {
      const limit = of.table[policy as CountedPolicy][scope]
      // Another process may forgive an account, so none keeps in mind that one is used up.
      const remembers = scope !== 'account' && scope !== 'account_anywhere'
      if (limit)
        counted.set(`${policy}.${scope}`, { scope, limit, counter: store.counter({ name: `${policy}.${scope}`, limit, remembers }) })
    }

  async function takeAll(policy: CountedPolicy, keys: [LimitScope, string][], res: Response): Promise<void> {
    const due = keys.flatMap(([scope, key]) => {
      const found = counted.get(`${policy}.${scope}`)
      return found ? [{ ...found, key, told: tellIn(res, found) }] : []
    })
    const refuse = ({ scope, limit, told }: (typeof due)[number], resetMs: number): never => {
      if (told) told.state = { remaining: 0, resetMs }
      writeLimits(res, toldIn(res))
      observe({ policy, outcome: 'limited', scope })
      const seconds = secondsUntil(resetMs)
      res.set('Retry-After', String(seconds))
      throw new AppError(
        'rate_limited',
        `Too many requests: ${limit.points} in ${limit.seconds} s is the most for ${WHOSE[scope]}. Try again in ${seconds} s.`,
        { retry_after_seconds: seconds },
      )
    }
    for (const one of due) {
      const usedUpForMs = one.counter.usedUpForMs(one.key)
      if (usedUpForMs > 0) refuse(one, usedUpForMs)
    }
    const take = async (one: (typeof due)[number]): Promise<Taken | undefined> => {
      // The guard has logged why it could not be counted.
      const taken = await guard(() => one.counter.take(one.key)).catch(() => undefined)
      if (taken) remember(`${policy}.${one.scope}:${one.key}`, taken.remaining)
      return taken
    }
    const isRoomy = ({ scope, key, limit }: (typeof due)[number]) => (remaining.get(`${policy}.${scope}:${key}`) ?? 0) > limit.points / 2
    // Where the narrower ones are far from refusing, all are asked at once.
    const together = due.slice(0, -1).every(isRoomy) ? due.map(take) : undefined
    for (const [i, one] of due.entries()) {
      const taken = await (together?.[i] ?? take(one))
      if (!taken) return uncounted(policy)
      if (!taken.allowed) refuse(one, taken.resetMs)
      if (one.told) one.told.state = taken
    }
    writeLimits(res, toldIn(res))
  }

  function remember(key: string, left: number): void {
    if (remaining.size >= REMEMBERED && !remaining.has(key)) remaining.delete(remaining.keys().next().value ?? '')
    remaining.set(key, left)
  }

  function uncounted(policy: CountedPolicy): void {
    const refused = FAIL_CLOSED.has(policy)
    observe({ policy, outcome: refused ? 'refused' : 'uncounted' })
    if (refused) throw new AppError('unavailable', 'The service cannot check its limits at this moment. Try again in a few seconds.')
  }

  return {
    take: (policy, caller, { req, res }) => takeAll(policy, keysOf(policy, caller, req.ip), res),
    takeForAccount: (policy, email, { req, res }) =>
      takeAll(
        policy,
        [
          ['account', accountKey(email, addressKey(req.ip))],
          ['account_anywhere', accountKey(email)],
        ],
        res,
      ),
    async forgiveAccount(policy, email, { req }) {
      const account = counted.get(`${policy}.account`)
      // Its window ends by itself; the guard has logged why it could not be told.
      await guard(async () => account?.counter.forget(accountKey(email, addressKey(req.ip)))).catch(() => undefined)
    },
  }
}

/** Whom a request counts for, narrowest first. Strangers' policies count addresses, whoever is signed in. */
function keysOf(policy: CountedPolicy, caller: LimitedCaller | undefined, ip: string | undefined): [LimitScope, string][] {
  const isForCallers = policy === 'read' || policy === 'write' || policy === 'generate'
  const own = caller?.apiKeyId ? `key:${caller.apiKeyId}` : caller?.userId
  if (!isForCallers || own === undefined) return [['address', addressKey(ip)]]
  return [['user', own], ...(caller?.organizationId ? [['organization', caller.organizationId] satisfies [LimitScope, string]] : [])]
}

const toldIn = (res: Response): ToldLimit[] => {
  res.locals.limits ??= []
  return res.locals.limits
}

/** A place for this limit in the answer's headers; none for what all addresses did to an account: a stranger could watch somebody sign in. */
function tellIn(res: Response, { scope, limit }: Scoped): ToldLimit | undefined {
  if (scope === 'account_anywhere') return undefined
  const told: ToldLimit = { name: scope, limit }
  toldIn(res).push(told)
  return told
}
