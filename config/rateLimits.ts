import { z } from 'zod'

/**
 * What is counted for a request of each policy. Callers are counted as user (or API key) and organization, and by address only where
 * nobody is signed in. `account` is an e-mail address named in a body, as tried from one address; `account_anywhere` from all of them
 * together: whoever holds many addresses could else try one account without end, or fill one mailbox.
 */
export const LIMIT_SCOPES = {
  read: ['user', 'organization', 'address'],
  write: ['user', 'organization', 'address'],
  generate: ['user', 'organization', 'address'],
  sign_in: ['address', 'account', 'account_anywhere'],
  account: ['address', 'account', 'account_anywhere'],
  public: ['address'],
} as const

export type CountedPolicy = keyof typeof LIMIT_SCOPES
export type LimitScope = (typeof LIMIT_SCOPES)[CountedPolicy][number]

/** At most so many in a window; the window begins with the first. */
export interface Limit {
  points: number
  seconds: number
}

/** A scope that is absent is not counted. */
export type LimitTable = Readonly<Record<CountedPolicy, Readonly<Partial<Record<LimitScope, Limit>>>>>

const MINUTE = 60
const QUARTER = 900
const HOUR = 3_600

export const DEFAULT_LIMITS: LimitTable = {
  read: {
    user: { points: 600, seconds: MINUTE },
    organization: { points: 6_000, seconds: MINUTE },
    address: { points: 300, seconds: MINUTE },
  },
  write: {
    user: { points: 120, seconds: MINUTE },
    organization: { points: 1_200, seconds: MINUTE },
    address: { points: 60, seconds: MINUTE },
  },
  generate: {
    user: { points: 60, seconds: MINUTE },
    organization: { points: 300, seconds: MINUTE },
    address: { points: 20, seconds: MINUTE },
  },
  sign_in: {
    address: { points: 300, seconds: QUARTER },
    account: { points: 20, seconds: QUARTER },
    account_anywhere: { points: 300, seconds: QUARTER },
  },
  account: {
    address: { points: 60, seconds: HOUR },
    account: { points: 10, seconds: HOUR },
    account_anywhere: { points: 20, seconds: HOUR },
  },
  public: { address: { points: 300, seconds: MINUTE } },
}

/** The counter's column is an integer, and refused requests are counted too. */
const MOST_POINTS = 1_000_000_000
const MOST_SECONDS = 31 * 86_400

/**
 * RATE_LIMITS: `policy.scope=points/seconds` or `policy.scope=off`, separated by commas, on top of the defaults:
 * `generate.user=20000/60,read.organization=off`. What it does not know, it refuses by name.
 */
export const rateLimits = z
  .string()
  .default('')
  .transform((text, ctx): LimitTable => {
    const table: Record<string, Partial<Record<string, Limit>>> = structuredClone(DEFAULT_LIMITS)
    const seen = new Set<string>()
    for (const entry of text.split(',').map((part) => part.trim())) {
      if (entry === '') continue
      const read = readEntry(entry)
      const problem = typeof read === 'string' ? read : seen.has(read.name) ? `${read.name} is set twice` : undefined
      if (problem !== undefined) ctx.addIssue({ code: 'custom', message: problem })
      if (typeof read === 'string') continue
      seen.add(read.name)
      const scopes = table[read.policy]
      if (scopes && read.limit) scopes[read.scope] = read.limit
      else delete scopes?.[read.scope]
    }
    return table as LimitTable
  })

/** What an entry sets, or what is wrong with it. */
function readEntry(entry: string): string | { name: string; policy: string; scope: string; limit: Limit | undefined } {
  const [, policy = '', scope = '', value = ''] = /^([^.=]*)\.([^=]*)=(.*)$/.exec(entry) ?? []
  if (!policy) return `"${entry}" is not of the form policy.scope=points/seconds`
  if (!Object.hasOwn(LIMIT_SCOPES, policy)) return `"${policy}" in "${entry}" is not one of ${Object.keys(LIMIT_SCOPES).join(', ')}`
  const scopes: readonly string[] = LIMIT_SCOPES[policy as CountedPolicy]
  if (!scopes.includes(scope)) return `"${scope}" in "${entry}" is not one of ${scopes.join(', ')}`
  const name = `${policy}.${scope}`
  if (value === 'off') return { name, policy, scope, limit: undefined }
  const [, points = 0, seconds = 0] = (/^(\d{1,10})\/(\d{1,7})$/.exec(value) ?? []).map(Number)
  if (points < 1 || points > MOST_POINTS || seconds < 1 || seconds > MOST_SECONDS)
    return `"${value}" of ${name} is neither "off" nor points/seconds (1 to ${MOST_POINTS} in 1 to ${MOST_SECONDS} seconds)`
  return { name, policy, scope, limit: { points, seconds } }
}
