import { type BaseQueryFn, createApi, type FetchArgs, type FetchBaseQueryError, fetchBaseQuery } from '@reduxjs/toolkit/query/react'
import { csrf, freshToken, renew } from '../session/renew.ts'
import { type SessionState, signedOut } from '../session/session.ts'

/** What the generated endpoints ask through: same origin, the access token of the moment, the organization that is worked in. */
const raw = fetchBaseQuery({
  baseUrl: '/',
  // Several of a name are repeated, as the API reads them; what is not said is left out.
  paramsSerializer: (params) =>
    new URLSearchParams(
      Object.entries(params).flatMap(([name, value]) =>
        (Array.isArray(value) ? value : [value]).filter((one) => one !== undefined && one !== '').map((one) => [name, String(one)]),
      ),
    ).toString(),
  prepareHeaders(headers, { getState }) {
    const { accessToken, organizationId } = (getState() as { session: SessionState }).session
    if (accessToken) headers.set('Authorization', `Bearer ${accessToken}`)
    if (organizationId) headers.set('X-Organization-Id', organizationId)
    const twin = csrf()
    // Signing out goes by the cookie, which counts only beside its twin.
    if (twin) headers.set('X-CSRF-Token', twin)
    return headers
  },
})

/** Renews the session before its token ends, and once more when the API says that it has; signed out when that is refused. */
const withSession: BaseQueryFn<string | FetchArgs, unknown, FetchBaseQueryError> = async (args, api, extra) => {
  const url = typeof args === 'string' ? args : args.url
  const isSignIn = /\/auth\/(?:login|register|verify-email|password\/(?:forgot|reset)|oidc$)/.test(url)
  if (!isSignIn) await freshToken()
  const first = await raw(args, api, extra)
  if (first.error?.status !== 401 || isSignIn) return first
  const renewed = await renew()
  if (renewed === 'in') return raw(args, api, extra)
  if (renewed === 'out') api.dispatch(signedOut())
  return first
}

export const base = createApi({
  reducerPath: 'api',
  baseQuery: withSession,
  refetchOnReconnect: true,
  refetchOnFocus: true,
  keepUnusedDataFor: 120,
  endpoints: () => ({}),
})
