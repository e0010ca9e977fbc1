import { useBrandPagesInfiniteQuery } from '../brands/pages.ts'
import { useMemberWords } from './memberWords.ts'
import { useToTheEnd } from './pages.ts'

/** Names of brands by their ids; null is every one. */
export function useBrandNames(): (ids: readonly string[] | null) => string {
  const say = useMemberWords()
  const query = useBrandPagesInfiniteQuery()
  useToTheEnd(query)
  const brands = query.data?.pages.flatMap(({ items }) => items)
  return (ids) =>
    ids === null
      ? say('every')
      : ids.map((id) => brands?.find((brand) => brand.id === id)?.brand_name ?? (query.isFetching ? '…' : id.slice(0, 8))).join(', ')
}
