import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { parseCookie, type SetCookie, stringifySetCookie } from 'cookie'
import type { Request, Response } from 'express'
import type { z } from 'zod'

const NONCE_BYTES = 12
const TAG_BYTES = 16

/** What a browser carries from one step to the next: it can neither read nor change it, and hands it in once. */
export interface OneTimeCookie<T> {
  put(res: Response, value: T): void
  /** Takes it out of the browser, whatever it holds. Undefined when there is none, it is too old or was not sealed by us. */
  take(req: Request, res: Response): T | undefined
}

/**
 * A sealed httpOnly cookie (AES-256-GCM; the cookie's name and the moment it ends are authenticated with it). SameSite=Lax: the way back
 * from a provider is a navigation that another site began, on which a Strict cookie would be missing. A copy of it could be handed in
 * again until it ends; whoever uses it must hold it against something that works once, as a provider's code does.
 */
export function oneTimeCookie<T>(of: {
  name: string
  key: Buffer
  https: boolean
  lifetimeMs: number
  schema: z.ZodType<T>
}): OneTimeCookie<T> {
  if (of.key.length !== 32) throw new Error('the key of a one-time cookie has 32 bytes')
  // The prefix makes browsers refuse it from a subdomain or over clear text (RFC 6265bis, 4.1.3); it asks for Secure and this path.
  const name = of.https ? `__Host-${of.name}` : of.name
  const attributes = { name, path: '/', httpOnly: true, sameSite: 'lax', secure: of.https } as const satisfies Omit<SetCookie, 'value'>
  return {
    put(res, value) {
      const sealed = seal(of.key, name, { endsAt: Date.now() + of.lifetimeMs, value })
      res.append('Set-Cookie', stringifySetCookie({ ...attributes, value: sealed, maxAge: Math.floor(of.lifetimeMs / 1000) }))
    },
    take(req, res) {
      const sealed = parseCookie(req.headers.cookie ?? '')[name]
      if (sealed === undefined) return undefined
      res.append('Set-Cookie', stringifySetCookie({ ...attributes, value: '', maxAge: 0 }))
      const opened = unseal(of.key, name, sealed) as { endsAt: number; value: unknown } | undefined
      if (!opened || opened.endsAt <= Date.now()) return undefined
      // What an earlier version of us sealed may not fit: the person begins again.
      return of.schema.safeParse(opened.value).data
    },
  }
}

function seal(key: Buffer, name: string, content: object): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(name))
  const sealed = Buffer.concat([cipher.update(JSON.stringify(content)), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
}

function unseal(key: Buffer, name: string, sealed: string): unknown {
  const bytes = Buffer.from(sealed, 'base64url')
  if (bytes.length <= NONCE_BYTES + TAG_BYTES) return undefined
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(name)).setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
  const opened = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES))
  return isAuthentic(decipher) ? JSON.parse(opened.toString()) : undefined
}

function isAuthentic(decipher: { final(): Buffer }): boolean {
  try {
    decipher.final()
    return true
  } catch {
    // The one thing `final` throws for: the tag does not fit, so somebody changed the cookie or the key has.
    return false
  }
}
