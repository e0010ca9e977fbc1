import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'

/** What each key is for; a signature or seal made for one never counts for another. */
export type Purpose = 'access token' | 'approval nonce' | 'approval code' | 'csrf token' | 'sign-in cookie' | 'kept answer' | 'file address'

export interface Key {
  /** Names the key without telling it. */
  id: string
  key: Buffer
  /** The same for jsonwebtoken, which takes a Buffer for a public key first, in vain and at a fifth of the time of an answer. */
  secret: KeyObject
}

/**
 * The keys of one purpose: the first makes, every one checks. With JWT_SECRET_PREVIOUS beside JWT_SECRET two are active, so that a
 * secret can be changed without signing everybody out.
 */
export interface KeyRing {
  of(purpose: Purpose): readonly [Key, ...Key[]]
}

/** Derives a key for each purpose from the current secret and, while a change is under way, from the previous one. */
export function keyRing(current: string, previous?: string): KeyRing {
  const derive = (secret: string, purpose: Purpose): Key => {
    const key = Buffer.from(hkdfSync('sha256', secret, 'ai-media-consultant', purpose, 32))
    return { id: createHash('sha256').update(key).digest('hex').slice(0, 8), key, secret: createSecretKey(key) }
  }
  const rings = new Map<Purpose, readonly [Key, ...Key[]]>()
  return {
    of(purpose) {
      const known = rings.get(purpose)
      if (known) return known
      const ring = [derive(current, purpose), ...(previous ? [derive(previous, purpose)] : [])] as const
      rings.set(purpose, ring)
      return ring
    },
  }
}

/** A MAC of `text` under the first key, in base64url. */
export const sign = ([{ key }]: readonly [Key, ...Key[]], text: string): string =>
  createHmac('sha256', key).update(text).digest('base64url')

/** Whether `given` is a MAC of `text` under any of the keys. Takes the same time wherever they differ. */
export function isSigned(keys: readonly [Key, ...Key[]], text: string, given: string | undefined): boolean {
  const told = Buffer.from(given ?? '')
  return keys.some(({ key }) => {
    const expected = Buffer.from(createHmac('sha256', key).update(text).digest('base64url'))
    return told.length === expected.length && timingSafeEqual(told, expected)
  })
}

/** Seals a text with AES-256-GCM under the first key; `about` is bound to it and must be the same when it is opened. */
export function seal([{ key }]: readonly [Key, ...Key[]], text: string, about: string): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(about))
  return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url')
}

/** Opens what `seal` closed, under any of the keys; undefined when none fits or a byte was changed. */
export function unseal(keys: readonly [Key, ...Key[]], sealed: string, about: string): string | undefined {
  const bytes = Buffer.from(sealed, 'base64url')
  if (bytes.length < 28) return undefined
  for (const { key } of keys) {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(-16))
    try {
      return decipher.update(bytes.subarray(12, -16), undefined, 'utf8') + decipher.final('utf8')
    } catch (error) {
      // Node tells of a wrong key or a changed byte by this alone; anything else is a bug.
      if (!(error instanceof Error && /authenticate data/.test(error.message))) throw error
    }
  }
  return undefined
}
