import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'

/**
 * Whose requests an address stands for: an IPv4 address itself, the /64 of an IPv6 one, because whoever is given one address there is
 * given all of them.
 */
export function addressKey(ip: string | undefined): string {
  if (ip === undefined) return 'unknown'
  const [address = ''] = ip.split('%')
  if (!isIPv6(address)) return address
  const groups = expand(address)
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff
  if (!isMapped)
    return `${groups
      .slice(0, 4)
      .map((group) => group.toString(16))
      .join(':')}::/64`
  return groups
    .slice(6)
    .flatMap((group) => [group >> 8, group & 0xff])
    .join('.')
}

/** The eight groups of a valid IPv6 address. */
function expand(address: string): number[] {
  const withoutDots = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_all, ...parts: string[]) => {
    const [a = 0, b = 0, c = 0, d = 0] = parts.slice(0, 4).map(Number)
    return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`
  })
  const [head = [], tail = []] = withoutDots
    .split('::')
    .map((half) => (half ? half.split(':').map((group) => Number.parseInt(group, 16)) : []))
  return [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail]
}

/** An account as a key: no store and no log of one learns an e-mail address from it. Case does not count, as it does not for signing in. */
export function accountKey(email: string, address?: string): string {
  return createHash('sha256')
    .update(JSON.stringify([email.trim().toLowerCase(), address ?? null]))
    .digest('base64url')
    .slice(0, 22)
}
