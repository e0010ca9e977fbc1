import type { Readable } from 'node:stream'

/**
 * Files that are made here and read by people: named by their content, so that storing one twice is storing it once, and what was approved
 * cannot be replaced by something else under the same name.
 */

/** What may be stored. The type that a reader is told comes from the name, never from the bytes or from who asks. */
export const FILE_TYPES = { jpg: 'image/jpeg', png: 'image/png' } as const
export type FileEnding = keyof typeof FILE_TYPES

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const KEY = new RegExp(`^organizations/${UUID}/requests/${UUID}/[0-9a-f]{64}\\.(jpg|png)$`)

/** The name of a file of a request: `organizations/<id>/requests/<id>/<sha256>.jpg`. */
export function fileKey(of: { organizationId: string; requestId: string; sha256: string; ending: FileEnding }): string {
  const key = `organizations/${of.organizationId}/requests/${of.requestId}/${of.sha256}.${of.ending}`
  fileType(key)
  return key
}

/** Whether a text is the name of a file; everything else is refused before it comes near a disk or a bucket. */
export const isFileKey = (key: string): boolean => KEY.test(key)

/** The media type of a file by its name. Throws for what is no file's name. */
export function fileType(key: string): (typeof FILE_TYPES)[FileEnding] {
  const ending = KEY.exec(key)?.[1]
  if (!ending) throw new Error(`not the name of a file: ${key}`)
  return FILE_TYPES[ending as FileEnding]
}

export interface StoredFile {
  bytes: number
  stream: Readable
}

/** One place to keep files. A file that is not there is undefined; a store that does not answer throws. */
export interface FileStore {
  readonly kind: 'disk' | 's3'
  /** Whole or not at all; again under the same key changes nothing. */
  put(key: string, body: Buffer): Promise<void>
  get(key: string): Promise<StoredFile | undefined>
  /** How large it is there, in bytes. */
  size(key: string): Promise<number | undefined>
  /** Where a store gives addresses of its own that anybody can read for a while. Absent where the API serves the files. */
  readonly addresses?: {
    /** Of every address: what a page has to allow images from. */
    origin: string
    sign(key: string, seconds: number): Promise<string>
  }
}
