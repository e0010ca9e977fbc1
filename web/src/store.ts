import { combineReducers, configureStore, type Middleware, type UnknownAction } from '@reduxjs/toolkit'
import { setupListeners } from '@reduxjs/toolkit/query'
import { useDispatch, useSelector } from 'react-redux'
import { base } from './api/base.ts'
import { preferencesReducer } from './layout/preferences.ts'
import { holdSession } from './session/renew.ts'
import { organizationChosen, sessionReducer, signedOut } from './session/session.ts'

const reducer = combineReducers({ [base.reducerPath]: base.reducer, session: sessionReducer, preferences: preferencesReducer })

/** Nothing that one organization or person was shown is left for the next. */
const forget: Middleware = (store) => (next) => (action) => {
  const done = next(action)
  if (organizationChosen.match(action) || signedOut.match(action)) store.dispatch(base.util.resetApiState() as UnknownAction)
  return done
}

export const store = configureStore({ reducer, middleware: (defaults) => defaults().concat(base.middleware, forget) })
setupListeners(store.dispatch)
holdSession({
  expiresAt: () => store.getState().session.expiresAt,
  isIn: () => store.getState().session.status === 'in',
  dispatch: (action) => void store.dispatch(action),
})

export type State = ReturnType<typeof store.getState>
export const useAppDispatch = useDispatch.withTypes<typeof store.dispatch>()
export const useAppSelector = useSelector.withTypes<State>()
