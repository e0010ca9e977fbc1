import { lookup } from 'node:dns/promises'
import http from 'node:http'
import https from 'node:https'
import { isIP } from 'node:net'
import { readText, type TextBody } from './outboundBody.ts'
import { checkUrl, hostOf, isForbiddenAddress, OutboundFailure, type UrlRules } from './outboundRules.ts'

/** The only way to an address that a user gave. */
export interface Outbound {
  /**
   * Reads a public https page as text: every literal and every resolved address is checked, and the connection goes to the very address
   * that was. At most 3 redirects, each checked like the first; 10 s over everything; 2 MB. Sends no cookie and no referrer. Throws
   * OutboundFailure and nothing else.
   */
  read(url: string, ask?: { origins?: readonly string[]; signal?: AbortSignal }): Promise<OutboundPage>
}

export interface OutboundPage extends TextBody {
  /** Where it was found in the end. */
  url: string
}

/** What tests put in place of the world; production sets none of it (tests/adapters/outbound.test.ts holds that). The checks stay the real ones. */
export interface OutboundTestOptions {
  resolve?(host: string): Promise<string[]>
  /** Where to connect in place of the address and port that were checked. */
  dial?(address: string, port: number): { host: string; port: number }
  /** A certificate authority to trust, PEM. */
  ca?: string
  plainHosts?: readonly string[]
  timeoutMs?: number
}

export const TIMEOUT_MS = 10_000
export const MAX_REDIRECTS = 3
const MAX_ADDRESSES_TRIED = 3
const USER_AGENT = 'ai-media-consultant/1 (reads pages that its users name)'

/** No way out: for who has none, and for tests that must not leave loopback. */
export const NO_OUTBOUND: Outbound = {
  read: () => Promise.reject(new OutboundFailure('unreachable', 'this process reads no pages')),
}

/** The guarded client. The argument is for tests. */
export function outboundClient(world: OutboundTestOptions = {}): Outbound {
  const resolve = world.resolve ?? systemAddresses

  async function addressesOf(url: URL): Promise<string[]> {
    const host = hostOf(url)
    // Node asks no resolver for a literal, and checkUrl has judged it.
    if (isIP(host)) return [host]
    const addresses = await resolve(host).catch((cause: unknown) => {
      throw new OutboundFailure('unresolvable', 'the host has no address', { cause })
    })
    if (addresses.length === 0) throw new OutboundFailure('unresolvable', 'the host has no address')
    // One bad answer among good ones is somebody trying; no page needs it.
    if (addresses.some(isForbiddenAddress)) throw new OutboundFailure('forbidden_address', 'the host leads off the public internet')
    return addresses.slice(0, MAX_ADDRESSES_TRIED)
  }

  /** The answer's head, from the first address that takes the connection. */
  async function answerOf(url: URL, addresses: readonly string[], signal: AbortSignal): Promise<http.IncomingMessage> {
    for (const [index, address] of addresses.entries())
      try {
        signal.throwIfAborted()
        return await get(url, address, signal)
      } catch (error) {
        if (index === addresses.length - 1 || !(error instanceof OutboundFailure) || error.reason !== 'unreachable') throw error
      }
    throw new OutboundFailure('unreachable', 'nothing answers there')
  }

  function get(url: URL, address: string, signal: AbortSignal): Promise<http.IncomingMessage> {
    const secure = url.protocol === 'https:'
    const port = Number(url.port || (secure ? 443 : 80))
    const options: https.RequestOptions = {
      ...(world.dial?.(address, port) ?? { host: address, port }),
      method: 'GET',
      path: url.pathname + url.search,
      headers: {
        host: url.host,
        accept: 'text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,text/plain;q=0.8',
        'accept-encoding': 'gzip, br',
        'user-agent': USER_AGENT,
        connection: 'close',
      },
      // One connection a request: none is kept that another check could find.
      agent: false,
      maxHeaderSize: 16_384,
      insecureHTTPParser: false,
      signal,
      // What is connected to is an address. Were it ever a name, this refuses to resolve it a second time.
      lookup: (_host, _options, done) => done(new Error('no name is resolved here'), []),
    }
    // The certificate is that of the name, not of the address; a literal sends no name (RFC 6066).
    const tls = { servername: isIP(hostOf(url)) ? '' : url.hostname, minVersion: 'TLSv1.2' as const, ...(world.ca && { ca: world.ca }) }
    return new Promise((answered, failed) => {
      const request = secure ? https.request({ ...options, ...tls }) : http.request(options)
      request.once('response', answered)
      request.on('error', (cause) => failed(failureOf(cause)))
      request.end()
    })
  }

  async function follow(text: string, rules: UrlRules, signal: AbortSignal): Promise<OutboundPage> {
    let url = checkUrl(text, rules)
    for (let redirects = 0; ; redirects++) {
      const response = await answerOf(url, await addressesOf(url), signal)
      response.on('error', () => undefined)
      try {
        const status = response.statusCode ?? 0
        if (![301, 302, 303, 307, 308].includes(status)) {
          if (status !== 200) throw new OutboundFailure('status', `the server answered ${status}`)
          return { ...(await readText(response)), url: url.href }
        }
        if (redirects === MAX_REDIRECTS) throw new OutboundFailure('redirects', `it redirects more than ${MAX_REDIRECTS} times`)
        url = redirected(url, response.headers.location, rules)
      } finally {
        response.destroy()
      }
    }
  }

  return {
    async read(text, { origins, signal: cancelled } = {}) {
      const late = AbortSignal.timeout(world.timeoutMs ?? TIMEOUT_MS)
      const signal = cancelled ? AbortSignal.any([late, cancelled]) : late
      try {
        return await until(signal, () => follow(text, { origins, plainHosts: world.plainHosts }, signal))
      } catch (error) {
        if (cancelled?.aborted) throw new OutboundFailure('cancelled', 'the reading was cancelled')
        if (late.aborted) throw new OutboundFailure('timeout', 'the page took too long')
        throw failureOf(error)
      }
    },
  }
}

function redirected(from: URL, location: string | undefined, rules: UrlRules): URL {
  if (!location || !URL.canParse(location, from.href)) throw new OutboundFailure('redirects', 'it redirects to nowhere')
  const to = new URL(location, from)
  if (from.protocol === 'https:' && to.protocol === 'http:')
    throw new OutboundFailure('downgrade', 'it redirects to an address without encryption')
  return checkUrl(to.href, rules)
}

/** As the machine resolves names; IPv4 first, which more networks can reach. Addresses that the machine has no route for are not asked for. */
async function systemAddresses(host: string): Promise<string[]> {
  const answers = await lookup(host, { all: true, verbatim: false })
  return answers.map(({ address }) => address)
}

/** The work, or the signal's end of it: a name server cannot be told to stop. */
function until<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    if (signal.aborted) return stop()
    signal.addEventListener('abort', stop, { once: true })
    work()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', stop))
  })
}

const UNREACHABLE = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'ETIMEDOUT'])

function failureOf(error: unknown): OutboundFailure {
  if (error instanceof OutboundFailure) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (UNREACHABLE.has(code)) return new OutboundFailure('unreachable', 'nothing answers there', { cause: error })
  if (/CERT|SIGNATURE|^ERR_TLS/.test(code)) return new OutboundFailure('certificate', 'its certificate is not valid', { cause: error })
  return new OutboundFailure('broken', 'the answer broke off or was not HTTP', { cause: error })
}
