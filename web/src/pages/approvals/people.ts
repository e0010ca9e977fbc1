import { skipToken } from '@reduxjs/toolkit/query'
import { useMemo } from 'react'
import { useGetMembersQuery } from '../../api/generated.ts'
import { useMay } from '../../session/may.ts'
import type { Person } from './levels.ts'
import { usePolicyWords } from './policyWords.ts'

/** The members who can be asked, and what to call somebody who is: members are known by their id only. */
export function usePeople() {
  const say = usePolicyWords()
  const may = useMay()
  const mayRead = may('members.read')
  const { data, isLoading } = useGetMembersQuery(mayRead ? { limit: 100 } : skipToken)
  return useMemo(() => {
    const members = data?.items ?? []
    const nameOf = ({ email, name, user_id }: Person): string => {
      const member = user_id ? members.find((one) => one.user_id === user_id) : undefined
      return name || member?.name || email || member?.email || (isLoading ? '…' : say('gone'))
    }
    return { members, nameOf }
  }, [data, isLoading, say])
}
export type People = ReturnType<typeof usePeople>
