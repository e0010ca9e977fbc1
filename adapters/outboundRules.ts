import { BlockList, isIP } from 'node:net'

/** Why an address that a user gave was not read. `cancelled` is the caller's own doing; the rest is about the address or what answered. */
export type OutboundReason =
  | 'bad_url'
  | 'credentials'
  | 'forbidden_host'
  | 'forbidden_address'
  | 'scheme'
  | 'port'
  | 'not_listed'
  | 'unresolvable'
  | 'unreachable'
  | 'certificate'
  | 'redirects'
  | 'downgrade'
  | 'status'
  | 'content_type'
  | 'encoding'
  | 'too_large'
  | 'timeout'
  | 'cancelled'
  | 'broken'

/** An address that was not read. Its message names neither what it resolved to nor anything that a server said: models and people see it. */
export class OutboundFailure extends Error {
  readonly reason: OutboundReason
  constructor(reason: OutboundReason, message: string, options: { cause?: unknown } = {}) {
    super(message, options)
    this.name = 'OutboundFailure'
    this.reason = reason
  }
}

export interface UrlRules {
  /** Origins that may be read, such as `https://example.com`; undefined is any that is public. */
  origins?: readonly string[] | undefined
  /** Hosts that may be read without TLS: for tests. */
  plainHosts?: readonly string[] | undefined
}

/** IANA IPv4 special-purpose registry (RFC 6890 and later), multicast, what is reserved, and the metadata address that Azure keeps in public space. */
const V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8], // unspecified, "this network"
  ['10.0.0.0', 8], // private
  ['100.64.0.0', 10], // carrier-grade NAT; Alibaba's metadata is 100.100.100.200
  ['127.0.0.0', 8], // loopback
  ['168.63.129.16', 32], // Azure's platform address
  ['169.254.0.0', 16], // link-local; metadata of AWS, Google, Azure and others is 169.254.169.254
  ['172.16.0.0', 12], // private
  ['192.0.0.0', 24], // protocol assignments; Oracle's metadata is 192.0.0.192
  ['192.0.2.0', 24], // documentation
  ['192.31.196.0', 24], // AS112
  ['192.52.193.0', 24], // multicast tunnels
  ['192.88.99.0', 24], // 6to4 relays
  ['192.168.0.0', 16], // private
  ['192.175.48.0', 24], // AS112
  ['198.18.0.0', 15], // benchmarking
  ['198.51.100.0', 24], // documentation
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, broadcast
]

/**
 * IPv6 is turned round: only 2000::/3 is given out for the public net, so all else is refused at once - unspecified, loopback, mapped and
 * compatible IPv4, NAT64 (64:ff9b::/96 and 64:ff9b:1::/48), unique local, link-local, site-local, multicast. Inside it these are refused.
 */
const V6: readonly (readonly [string, number])[] = [
  ['::', 3],
  ['4000::', 2],
  ['8000::', 1],
  ['2001::', 23], // protocol assignments: Teredo 2001::/32, benchmarking 2001:2::/48, ORCHID 2001:10::/28 and 2001:20::/28
  ['2001:db8::', 32], // documentation
  ['2002::', 16], // 6to4: carries an IPv4 address
  ['2620:4f:8000::', 48], // AS112
  ['3fff::', 20], // documentation
]

/** One a family: a common list would hold IPv4 against `::/3`, as the mapped address that Node compares it by. */
function listOf(nets: readonly (readonly [string, number])[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList()
  for (const [net, prefix] of nets) list.addSubnet(net, prefix, family)
  return list
}
const forbiddenV4 = listOf(V4, 'ipv4')
const forbiddenV6 = listOf(V6, 'ipv6')

/** Whether nobody's page is at this address: not public, or no address at all. An address with a zone is never public. */
export function isForbiddenAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 0 || address.includes('%')) return true
  return family === 4 ? forbiddenV4.check(address, 'ipv4') : forbiddenV6.check(address, 'ipv6')
}

/** Names that are answered inside a machine, a house or a cloud (RFC 6761, 6762, 8375, 9476 and custom), whatever a resolver says today. */
const INSIDE = /(?:^|\.)(?:localhost|localdomain|local|internal|intranet|private|corp|home|lan|home\.arpa|onion|alt|test|invalid)$/

/**
 * Parses an address as browsers do and refuses what may not be read, before anything is resolved. Literals are judged by the address they
 * mean: the parser has turned decimal, octal, hexadecimal and short forms, full-width digits and ideographic stops into one spelling.
 * Throws OutboundFailure.
 */
export function checkUrl(text: string, { origins, plainHosts }: UrlRules = {}): URL {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the parser would drop them silently, so that what is read is not what is shown
  if (text.length > 2000 || /[\u0000-\u0020\u007f\\]/.test(text)) throw new OutboundFailure('bad_url', 'the address is not a usable URL')
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url?.hostname) throw new OutboundFailure('bad_url', 'the address is not a usable URL')
  if (url.username || url.password) throw new OutboundFailure('credentials', 'the address carries a user name or a password')
  const host = hostOf(url)
  if (isIP(host)) {
    if (isForbiddenAddress(host)) throw new OutboundFailure('forbidden_address', 'the address is not on the public internet')
  } else if (!host.includes('.') || host.endsWith('.') || INSIDE.test(host))
    throw new OutboundFailure('forbidden_host', 'the host is not a public name')
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && plainHosts?.includes(host)))
    throw new OutboundFailure('scheme', 'only https addresses are read')
  if (url.port !== '' && url.port !== '80' && url.port !== '443') throw new OutboundFailure('port', 'only the ports 80 and 443 are read')
  if (origins && !origins.includes(url.origin)) throw new OutboundFailure('not_listed', "the address is not on the brand's list")
  return url
}

/** The host without the brackets of an IPv6 literal. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1')
}

/**
 * The origins of a list of addresses, each with its `www.` twin: most sites redirect one to the other, and both are given out by whoever
 * holds the domain. What cannot be parsed is left out.
 */
export function originsOf(urls: readonly string[]): string[] {
  const origins = urls.flatMap((text) => {
    if (!URL.canParse(text)) return []
    const url = new URL(text)
    const twin = url.host.startsWith('www.') ? url.host.slice(4) : `www.${url.host}`
    return [url.origin, `${url.protocol}//${twin}`]
  })
  return [...new Set(origins)]
}
