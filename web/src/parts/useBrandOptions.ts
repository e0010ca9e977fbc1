import { skipToken } from '@reduxjs/toolkit/query'
import { useGetBrandsByIdQuery, useGetBrandsQuery } from '../api/generated.ts'

/** Brands to choose from in a filter. One that the address names is among them, even when it is out of use or beyond the first hundred. */
export function useBrandOptions(chosen: string | undefined): { value: string; label: string }[] {
  const { data } = useGetBrandsQuery({ limit: 100 })
  const isOther = chosen !== undefined && data !== undefined && !data.items.some(({ id }) => id === chosen)
  const { data: other } = useGetBrandsByIdQuery(isOther ? { id: chosen } : skipToken)
  return [
    ...(data?.items ?? []).map(({ id, brand_name }) => ({ value: id, label: brand_name })),
    ...(isOther ? [{ value: chosen, label: other?.brand_name ?? chosen }] : []),
  ]
}
