import { hkdfSync, randomUUID } from 'node:crypto'
import jwt from 'jsonwebtoken'

/** Facts that a token must carry to be ours. One algorithm, pinned: a token does not choose how it is verified. */
export const TOKEN = {
  algorithm: 'HS256',
  issuer: 'ai-media-consultant',
  audience: 'ai-media-consultant/api',
  lifetimeSeconds: 15 * 60,
} as const

/** A key of its own for each purpose, so that a signature made for one never counts for another. */
export const deriveKey = (secret: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, 'ai-media-consultant', purpose, 32))

/** An access token of 15 minutes. It holds the person and the session only; tenant and role are read from the database. */
export function issueToken(key: Buffer, userId: string): string {
  return jwt.sign({ typ: 'access', sid: randomUUID() }, key, {
    algorithm: TOKEN.algorithm,
    issuer: TOKEN.issuer,
    audience: TOKEN.audience,
    subject: userId,
    expiresIn: TOKEN.lifetimeSeconds,
  })
}
