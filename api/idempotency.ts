import { createHash } from 'node:crypto'
import type { Request } from 'express'
import { z } from 'zod'
import { findAnswer, keepAnswer, takeKey } from '../db/idempotency.ts'
import type { Db } from '../db/knex.ts'
import { AppError } from '../domain/errors.ts'
import { canonicalJson } from '../domain/hash.ts'
import { type KeyRing, seal, unseal } from './auth/keys.ts'
import type { Caller } from './auth/principal.ts'
import { type Description, parseInput, type Sent } from './endpoint.ts'

/** What a caller who may have to repeat a POST sends along with it. */
export const KeyHeader = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/, 'must be 1 to 200 visible ASCII characters')
    .optional()
    .meta({ description: 'The same key with the same body is answered alike for 24 hours and makes one thing only.' }),
})

export interface Idempotency {
  route: string
  key: string
  bodyHash: string
}

/** The key a request came with and what it stands for; undefined without one. Throws `invalid` for a malformed one. */
export function idempotencyOf(
  req: Request,
  { method, path, people }: Pick<Description, 'method' | 'path' | 'people'>,
): Idempotency | undefined {
  const given = req.get('Idempotency-Key')
  if (given === undefined) return undefined
  const key = parseInput(KeyHeader, { 'idempotency-key': given })['idempotency-key'] ?? ''
  // The address belongs to what was asked: one key must not stand for two things of the same kind.
  // So do the brands that a caller is limited to: what is kept must not show them another.
  const { caller } = (req.res?.locals ?? {}) as { caller?: Caller }
  // And who calls, where what is made is theirs alone: a key is kept for the organization.
  const whose = [...(caller?.brandIds ? [caller.brandIds] : []), ...(people ? [caller?.userId ?? null] : [])]
  const asked = canonicalJson([req.params, req.body ?? null, ...whose])
  return { route: `${method.toUpperCase()} ${path}`, key, bodyHash: createHash('sha256').update(asked).digest('hex') }
}

/**
 * Answers once: what was kept under the key, or what `answer` gives now, kept in the same transaction. Throws `conflict` while the same
 * key is at work elsewhere and `unprocessable` when it was used for another body. A refusal keeps nothing, so it can be mended and repeated.
 */
export async function answerOnce(
  db: Db,
  of: Idempotency & { organizationId: string; keys: KeyRing; sealed: boolean },
  answer: () => Promise<Sent>,
): Promise<Sent> {
  const { organizationId, route, key, bodyHash, keys } = of
  if (!(await takeKey(db, organizationId, route, key)))
    throw new AppError('conflict', 'A request with this Idempotency-Key is at work right now: try again in a second.')
  const about = `${organizationId} ${route} ${key}`
  const kept = await findAnswer(db, organizationId, route, key)
  if (kept) {
    if (kept.body_hash !== bodyHash) throw otherBody()
    if (!of.sealed) return kept.response as unknown as Sent
    const opened = unseal(keys.of('kept answer'), String(kept.response.sealed), about)
    if (opened === undefined)
      throw new AppError('conflict', 'This Idempotency-Key was used, and its answer can no longer be shown: take a new key.')
    return JSON.parse(opened) as Sent
  }
  const sent = await answer()
  const response = of.sealed ? { sealed: seal(keys.of('kept answer'), JSON.stringify(sent), about) } : sent
  await keepAnswer(db, { organizationId, route, key, bodyHash, status: sent.status, response })
  return sent
}

/** The refusal for a key that stands for something else already. */
export const otherBody = () =>
  new AppError('unprocessable', 'This Idempotency-Key was used for another body: take a new key for a new request.')
