import { skipToken } from '@reduxjs/toolkit/query'
import type { CheckOptions } from '../../../../domain/platforms/rules.ts'
import type { Disclosure } from '../../api/generated.ts'
import { useGetDeniedQuery, useGetRulesQuery } from '../../api/generated.ts'
import { useMay } from '../../session/may.ts'

/** The rules as the organization keeps them and what the request discloses, for the validator; undefined until they are there. */
export function useCheckOptions(disclosure: Disclosure): CheckOptions | undefined {
  const may = useMay()('rules.read')
  const rules = useGetRulesQuery(may ? {} : skipToken)
  const denied = useGetDeniedQuery(may ? {} : skipToken)
  if (!rules.data || !denied.data) return undefined
  const overrides = Object.fromEntries(rules.data.items.flatMap(({ id, override }) => (override ? [[id, override]] : [])))
  const { terms, hashtags, checked_on } = denied.data
  return { overrides, denied: { terms, hashtags, checkedOn: checked_on ?? '' }, disclosure }
}
