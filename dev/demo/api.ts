import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { isErrno } from '../processes.ts'
import { awaitMail } from './mailbox.ts'

/** The product's HTTP API as its users have it, signed in as the demo's own account. */
export interface Api {
  /** Who it is signed in as: the same account opens the dashboard. */
  account: Account
  get<T>(path: string): Promise<T>
  post<T>(path: string, body: unknown): Promise<T>
  /** The answer itself, whatever its status but 401; for streams. */
  open(path: string, options: { headers: Record<string, string>; signal: AbortSignal }): Promise<Response>
}

export interface Account {
  email: string
  password: string
}

const PERSON = 'Dana Whitfield'
const ORGANIZATION = 'Harbour & Pine (demo agency)'

/**
 * Signs in with the account kept in `accountFile`, or registers a new one: on the first run, or when the database forgot it. The mail that
 * proves a new account's address lies in the `mailbox` folder; without one it went to an address that nobody reads.
 */
export async function signIn(apiUrl: string, of: { accountFile: string; mailbox: string | null; signal: AbortSignal }): Promise<Api> {
  const { accountFile } = of
  let account = readAccount(accountFile)
  let token = account && (await login(account))
  if (!account || !token) {
    account = { email: `demo-${randomBytes(4).toString('hex')}@demo.example`, password: randomBytes(18).toString('base64url') }
    token = await register(account)
    writeFileSync(accountFile, JSON.stringify(account, null, 2), { mode: 0o600 })
  }
  const known = account

  async function login({ email, password }: Account): Promise<string | undefined> {
    const response = await send(`${apiUrl}/api/v1/auth/login`, json('POST', { email, password }))
    return response.status === 401 ? undefined : (await answerOf<{ access_token: string }>(response)).access_token
  }

  async function register({ email, password }: Account): Promise<string> {
    if (!of.mailbox)
      throw new Error(
        'The stack that runs sends its mail through SendGrid, so the demo cannot open the mail that proves its account. Stop that stack, or start it without SENDGRID_API_KEY.',
      )
    const body = { email, password, name: PERSON, organization_name: ORGANIZATION }
    await answerOf(await send(`${apiUrl}/api/v1/auth/register`, json('POST', body)))
    const verification = {
      mailbox: of.mailbox,
      what: 'that proves the address of the new account',
      fits: (mail: { key: string; to: { email: string } }) => mail.key.startsWith('verify/') && mail.to.email === email,
      found: /\/account\/verify\/(\S+)/,
    }
    const proof = { token: await awaitMail(verification, of.signal), password }
    const proved = await send(`${apiUrl}/api/v1/auth/verify-email`, json('POST', proof))
    return (await answerOf<{ access_token: string }>(proved)).access_token
  }

  /** A token lives 15 minutes and a person may take longer to decide: 401 means signing in again, once. */
  async function signed(path: string, init: RequestInit): Promise<Response> {
    const once = () => send(`${apiUrl}${path}`, { ...init, headers: { ...init.headers, Authorization: `Bearer ${token}` } })
    const response = await once()
    if (response.status !== 401) return response
    await response.body?.cancel()
    token = await login(known)
    return once()
  }

  return {
    account: known,
    get: async (path) => answerOf(await signed(path, {})),
    post: async (path, body) => answerOf(await signed(path, json('POST', body))),
    open: (path, options) => signed(path, options),
  }
}

const json = (method: string, body: unknown): RequestInit => ({
  method,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
})

/** Told apart from a refusal: nobody answered, which passes when the API is restarted. */
export class Unreachable extends Error {}

export async function send(url: string, init: RequestInit = {}): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (cause) {
    if (init.signal?.aborted) throw cause
    throw new Unreachable(
      `Nobody answers at ${new URL(url).origin}. Is the stack still running? Start it with "npm start" and try again.`,
      {
        cause,
      },
    )
  }
}

async function answerOf<T>(response: Response): Promise<T> {
  const body = (await response.json().catch(() => ({}))) as { detail?: string; request_id?: string }
  if (response.ok) return body as T
  throw new Error(
    `The API refused (${response.status}): ${body.detail ?? response.statusText}${body.request_id ? ` Its logs say more under ${body.request_id}.` : ''}`,
  )
}

function readAccount(file: string): Account | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Account
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined
    throw error
  }
}
