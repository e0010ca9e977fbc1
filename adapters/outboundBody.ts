import type { IncomingMessage } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createGunzip } from 'node:zlib'
import { OutboundFailure } from './outboundRules.ts'

/** Of a page after decompression, and of what comes over the wire before it. */
export const MAX_BYTES = 2 * 1024 * 1024

const TEXT = /^(?:text\/(?:html|plain|xml)|application\/(?:xhtml\+xml|xml|rss\+xml|atom\+xml|rdf\+xml))$/

export interface TextBody {
  /** Without its parameters, such as `text/html`. */
  contentType: string
  text: string
  /** After decompression. */
  bytes: number
}

/** Reads a response as text. Throws OutboundFailure for another type, an unknown encoding, and as soon as it grows over 2 MB. */
export async function readText(response: IncomingMessage): Promise<TextBody> {
  const [contentType = '', ...parameters] = (response.headers['content-type'] ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim())
  if (!TEXT.test(contentType)) throw new OutboundFailure('content_type', 'what is there is no text')
  if (Number(response.headers['content-length'] ?? 0) > MAX_BYTES) throw tooLarge()
  const body = await decompressed(response)
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice('charset='.length)
  return { contentType, text: decode(body, charset), bytes: body.length }
}

async function decompressed(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  const collect = async (source: AsyncIterable<Buffer>) => {
    for await (const chunk of limited(source)) chunks.push(chunk)
  }
  const encoding = response.headers['content-encoding']?.trim().toLowerCase() || 'identity'
  // Counted on both sides: a stream can also be endless without ever unfolding to anything.
  if (encoding === 'identity') await pipeline(response, collect)
  else if (encoding === 'gzip' || encoding === 'x-gzip') await pipeline(response, limited, createGunzip(), collect)
  else if (encoding === 'br') await pipeline(response, limited, createBrotliDecompress(), collect)
  else throw new OutboundFailure('encoding', 'the answer is packed in a way that was not asked for')
  return Buffer.concat(chunks)
}

async function* limited(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let bytes = 0
  for await (const chunk of source) {
    bytes += chunk.length
    if (bytes > MAX_BYTES) throw tooLarge()
    yield chunk
  }
}

/** By what the header says, else by what the document says of itself, else UTF-8. Bytes that mean nothing become U+FFFD. */
function decode(body: Buffer, charset: string | undefined): string {
  const said = charset ?? /(?:charset|encoding)\s*=\s*["']?([\w-]+)/i.exec(body.subarray(0, 1024).toString('latin1'))?.[1] ?? 'utf-8'
  try {
    return new TextDecoder(said.replaceAll('"', '')).decode(body)
  } catch {
    return new TextDecoder().decode(body)
  }
}

const tooLarge = () => new OutboundFailure('too_large', `what is there is larger than ${MAX_BYTES / 1024 / 1024} MB`)
