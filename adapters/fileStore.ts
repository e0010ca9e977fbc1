import path from 'node:path'
import type { Config } from '../config/env.ts'
import type { FileStore } from './files.ts'
import { filesDisk } from './filesDisk.ts'
import { filesS3 } from './filesS3.ts'

/** The store that the environment names: a bucket where S3_BUCKET is set, else a folder in DATA_DIR. */
export async function openFileStore(config: Config): Promise<FileStore & { close(): void }> {
  const { S3_BUCKET: bucket, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = config
  if (!bucket || !accessKeyId || !secretAccessKey) return { ...filesDisk(path.join(config.DATA_DIR, 'files')), close: () => undefined }
  return filesS3({
    bucket,
    accessKeyId,
    secretAccessKey,
    region: config.S3_REGION,
    endpoint: config.S3_ENDPOINT,
    forcePathStyle: config.S3_FORCE_PATH_STYLE,
  })
}
