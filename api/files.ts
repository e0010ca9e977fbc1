import type { FileStore } from '../adapters/files.ts'
import type { MediaRow } from '../db/media.ts'
import { isSigned, type KeyRing, sign } from './auth/keys.ts'

/** Addresses of files that anybody who has one can read until it ends: a phone that opens a review has no session to show. */
export interface FileAddresses {
  of(key: string): Promise<string>
  /** Of every address there can be: what a page may load images from. */
  readonly origins: readonly string[]
  /** Whether this signature is ours for this file and moment; the moment itself is the caller's to look at. */
  isOurs(key: string, endsAt: string, signature: string): boolean
}

/** Long enough to read a review and come back to it; a page or an answer made anew has new ones. */
const LIFETIME_SECONDS = 6 * 3_600

/** A store's own presigned addresses where it has them, else addresses of this API under a key of its own. */
export function fileAddresses({ files, keys, publicUrl }: { files: FileStore; keys: KeyRing; publicUrl: string }): FileAddresses {
  const ring = keys.of('file address')
  const text = (key: string, endsAt: string) => JSON.stringify([key, endsAt])
  const own = new URL(publicUrl).origin
  return {
    async of(key) {
      if (files.addresses) return files.addresses.sign(key, LIFETIME_SECONDS)
      const endsAt = String(Math.floor(Date.now() / 1000) + LIFETIME_SECONDS)
      return `${publicUrl}/files/${key}?ends=${endsAt}&signature=${sign(ring, text(key, endsAt))}`
    },
    origins: files.addresses ? [own, files.addresses.origin] : [own],
    isOurs: (key, endsAt, signature) => isSigned(ring, text(key, endsAt), signature),
  }
}

/** An image with the address it can be read at. */
export type Picture = MediaRow & { url: string }

export const withAddresses = (addresses: FileAddresses, all: readonly MediaRow[]): Promise<Picture[]> =>
  Promise.all(all.map(async (image) => ({ ...image, url: await addresses.of(image.file_key) })))
