import { hash, verify } from '@node-rs/argon2'
import { z } from 'zod'

/** Longer than any passphrase; keeps hashing from being fed megabytes. */
const MAX_PASSWORD = 200

export const NewPassword = z.string().min(10, 'must have at least 10 characters').max(MAX_PASSWORD)
/** One that is only compared. */
export const Password = z.string().min(1).max(MAX_PASSWORD)

/** OWASP's argon2id baseline: 19 MiB, two passes, one lane (Password Storage Cheat Sheet). Argon2id is this library's default. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** The PHC string to store; runs off the main thread. */
export const hashPassword = (password: string): Promise<string> => hash(password, OPTIONS)

/** Checks passwords so that an address without an account takes as long as one with. */
export function passwordChecker(): (password: string, stored: string | null | undefined) => Promise<boolean> {
  const decoy = hashPassword('nobody has this password')
  return async (password, stored) => {
    const right = await verify(stored ?? (await decoy), password)
    return right && stored != null
  }
}
