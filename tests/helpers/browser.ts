import { parseSetCookie } from 'cookie'

/** What a browser got for one request. */
export interface Visit {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what came.
  body: any
  /** Where it was sent on, absolute. */
  location: URL | undefined
}

export interface Browser {
  /** Cookies by origin, as a browser that separates ports would keep them. */
  cookies: Map<string, Map<string, string>>
  /** One request; redirects are not followed. */
  visit(url: string | URL, init?: { method?: string; body?: unknown; headers?: Record<string, string> }): Promise<Visit>
  /** Follows redirects from there to the first address that fits, without visiting that one. */
  reach(url: string | URL, fits: (url: URL) => boolean): Promise<URL>
}

/** A client that keeps cookies and sends the given headers with everything. */
export function openBrowser(always: Record<string, string> = {}): Browser {
  const cookies: Browser['cookies'] = new Map()

  const visit: Browser['visit'] = async (address, { method = 'GET', body, headers = {} } = {}) => {
    const url = new URL(address)
    const jar = cookies.get(url.origin) ?? new Map<string, string>()
    cookies.set(url.origin, jar)
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: {
        ...always,
        ...(jar.size > 0 && { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    for (const line of response.headers.getSetCookie()) keep(jar, line)
    const text = await response.text()
    const location = response.headers.get('location')
    return {
      status: response.status,
      headers: response.headers,
      body: /json/.test(response.headers.get('content-type') ?? '') && text ? JSON.parse(text) : text,
      location: location === null ? undefined : new URL(location, url),
    }
  }

  return {
    cookies,
    visit,
    async reach(from, fits) {
      let at = new URL(from)
      for (let hops = 0; hops < 10; hops += 1) {
        if (fits(at)) return at
        const { status, location, body } = await visit(at)
        if (!location) throw new Error(`${at.href} answered ${status} and led nowhere: ${JSON.stringify(body)}`)
        at = location
      }
      throw new Error(`more than ten redirects, the last to ${at.href}`)
    },
  }
}

function keep(jar: Map<string, string>, line: string): void {
  const { name, value, maxAge, expires } = parseSetCookie(line, { decode: (raw) => raw })
  if (maxAge === 0 || (expires && expires.getTime() <= Date.now())) jar.delete(name)
  else jar.set(name, value ?? '')
}
