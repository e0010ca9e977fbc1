import { skipToken } from '@reduxjs/toolkit/query'
import type { Me } from '../api/generated.ts'
import { useGetAuthMeQuery } from '../api/generated.ts'
import { useAppSelector } from '../store.ts'

export type Permission = Me['permissions'][number]

/** Whether the signed-in person may do something in the organization they work in; false until that is known. The API decides in any case. */
export function useMay(): (permission: Permission) => boolean {
  const isIn = useAppSelector(({ session }) => session.status === 'in')
  const { data } = useGetAuthMeQuery(isIn ? undefined : skipToken)
  return (permission) => data?.permissions.includes(permission) ?? false
}

/** Their membership in the organization they work in. */
export const useMembership = () => useAppSelector(({ session }) => session.organizations.find(({ id }) => id === session.organizationId))

/** The same of one permission, for a whole page: undefined until it is known. */
export function useAllowed(permission: Permission): boolean | undefined {
  const isIn = useAppSelector(({ session }) => session.status === 'in')
  const { data } = useGetAuthMeQuery(isIn ? undefined : skipToken)
  return data?.permissions.includes(permission)
}
