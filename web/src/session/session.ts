import { createSlice, type PayloadAction } from '@reduxjs/toolkit'
import type { Session } from '../api/generated.ts'

/** Who is signed in. The access token is kept in memory only; the refresh token is in a cookie that no script can read. */
export interface SessionState {
  /** `unknown` until the first look at the cookie; `unreachable` when the API could not be asked. */
  status: 'unknown' | 'out' | 'in' | 'unreachable'
  accessToken?: string
  /** When it ends, in milliseconds since 1970. */
  expiresAt?: number
  user?: Session['user']
  organizations: Session['organizations']
  organizationId?: string
}

const CHOSEN = 'organization'

const slice = createSlice({
  name: 'session',
  initialState: { status: 'unknown', organizations: [] } as SessionState,
  reducers: {
    signedIn(state, { payload }: PayloadAction<Session>) {
      const { organizations } = payload
      const wanted = state.organizationId ?? localStorage.getItem(`${CHOSEN}/${payload.user.id}`) ?? ''
      const chosen = organizations.find(({ id }) => id === wanted) ?? organizations[0]
      state.status = 'in'
      state.accessToken = payload.access_token
      state.expiresAt = Date.now() + payload.expires_in * 1000
      state.user = payload.user
      state.organizations = organizations
      if (chosen) state.organizationId = chosen.id
      else delete state.organizationId
    },
    organizationChosen(state, { payload }: PayloadAction<string>) {
      state.organizationId = payload
      if (state.user) localStorage.setItem(`${CHOSEN}/${state.user.id}`, payload)
    },
    signedOut: () => ({ status: 'out', organizations: [] }) as SessionState,
    unreachable(state) {
      if (state.status === 'unknown') state.status = 'unreachable'
    },
  },
})

export const { signedIn, signedOut, organizationChosen, unreachable } = slice.actions
export const sessionReducer = slice.reducer
