import { createHash, randomBytes } from 'node:crypto'
import jwt from 'jsonwebtoken'
import type { Key } from './keys.ts'

/** Facts that a token must carry to be ours. One algorithm, pinned: a token does not choose how it is verified. */
export const TOKEN = {
  algorithm: 'HS256',
  issuer: 'ai-media-consultant',
  audience: 'ai-media-consultant/api',
  lifetimeSeconds: 15 * 60,
} as const

/** An access token of 15 minutes. It holds the person and the session only; tenant and role are read from the database. */
export function issueToken([{ id, secret }]: readonly [Key, ...Key[]], of: { userId: string; sessionId: string }): string {
  return jwt.sign({ typ: 'access', sid: of.sessionId }, secret, {
    algorithm: TOKEN.algorithm,
    keyid: id,
    issuer: TOKEN.issuer,
    audience: TOKEN.audience,
    subject: of.userId,
    expiresIn: TOKEN.lifetimeSeconds,
  })
}

/** 256 random bits, as every opaque token of ours. */
export const newToken = (): string => randomBytes(32).toString('base64url')
/** What is stored of an opaque token. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest()

const API_KEY = /^amc_[A-Za-z0-9]{8}_[A-Za-z0-9_-]{43}$/

/** A new key for a program, and the part of it that may be shown again. */
export function newApiKey(): { key: string; prefix: string } {
  const prefix = `amc_${randomBytes(4).toString('hex')}`
  return { key: `${prefix}_${newToken()}`, prefix }
}
export const isApiKey = (token: string): boolean => API_KEY.test(token)
