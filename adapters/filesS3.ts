import type { Readable } from 'node:stream'
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { type FileStore, fileType } from './files.ts'

export interface S3Settings {
  bucket: string
  region: string
  /** Of a server other than Amazon's. */
  endpoint?: string | undefined
  accessKeyId: string
  secretAccessKey: string
  /** `https://host/bucket` instead of `https://bucket.host`: what most servers other than Amazon's want. */
  forcePathStyle: boolean
}

/** A call that takes longer is given up; whoever asked tries again. */
const CONNECT_MS = 3_000
const ANSWER_MS = 20_000

/** Files in a bucket of Amazon S3 or of a server that speaks its protocol. Readers get presigned addresses; the bucket stays private. */
export async function filesS3(settings: S3Settings): Promise<FileStore & { close(): void }> {
  const { bucket: Bucket } = settings
  const client = new S3Client({
    region: settings.region,
    ...(settings.endpoint && { endpoint: settings.endpoint }),
    credentials: { accessKeyId: settings.accessKeyId, secretAccessKey: settings.secretAccessKey },
    forcePathStyle: settings.forcePathStyle,
    // Temporal owns retries; one more here only bridges a connection that was closed under us.
    maxAttempts: 2,
    requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: ANSWER_MS },
    // Checksums of the SDK's own are Amazon's alone; Content-MD5 and the name, which is a hash, do that here.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
  const sign = (key: string, seconds: number) => {
    // What a reader is told is signed with the address: nobody can have a picture served as a page.
    const command = new GetObjectCommand({ Bucket, Key: key, ResponseContentType: fileType(key), ResponseContentDisposition: 'inline' })
    return getSignedUrl(client, command, { expiresIn: seconds })
  }
  const none = '0'.repeat(8)
  const someId = `${none}-0000-0000-0000-${'0'.repeat(12)}`
  const origin = new URL(await sign(`organizations/${someId}/requests/${someId}/${'0'.repeat(64)}.jpg`, 1)).origin
  return {
    kind: 's3',
    async put(key, body) {
      await client.send(new PutObjectCommand({ Bucket, Key: key, Body: body, ContentLength: body.length, ContentType: fileType(key) }))
    },
    async get(key) {
      fileType(key)
      const found = await orUndefined(client.send(new GetObjectCommand({ Bucket, Key: key })))
      return found?.Body ? { bytes: found.ContentLength ?? 0, stream: found.Body as Readable } : undefined
    },
    async size(key) {
      fileType(key)
      return (await orUndefined(client.send(new HeadObjectCommand({ Bucket, Key: key }))))?.ContentLength
    },
    addresses: { origin, sign },
    close: () => client.destroy(),
  }
}

/** A missing object is an answer; a missing bucket or a refused key is a fault of the configuration and throws. */
async function orUndefined<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof Error && (error.name === 'NoSuchKey' || error.name === 'NotFound')) return undefined
    throw error
  }
}
