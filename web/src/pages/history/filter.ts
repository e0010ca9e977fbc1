import { useSearchParams } from 'react-router'
import { PLATFORMS, REQUEST_STATUSES } from '../../../../domain/words.ts'
import type { HistoryFilter } from '../../api/generated.ts'

/** The filter as the address says it; what no filter can be is left out. */
export function filterOf(search: URLSearchParams): HistoryFilter {
  const among = <T extends string>(name: string, all: readonly T[]) => {
    const found = all.filter((one) => search.getAll(name).includes(one))
    return found.length ? { [name]: found } : {}
  }
  const text = (name: 'q' | 'brand_id' | 'from' | 'to') => {
    const value = search.get(name)?.trim()
    return value ? { [name]: value } : {}
  }
  return {
    ...text('q'),
    ...among('status', REQUEST_STATUSES),
    ...among('platform', PLATFORMS),
    ...text('brand_id'),
    ...text('from'),
    ...text('to'),
  }
}

export function searchOf(filter: HistoryFilter): URLSearchParams {
  return new URLSearchParams(
    Object.entries(filter).flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value ?? '']).filter(Boolean).map((one) => [name, one]),
    ),
  )
}

/** The filter in the address, so that it is in links, in reloads and behind the browser's back. */
export function useFilter(): [HistoryFilter, (to: HistoryFilter, options?: { replace: boolean }) => void] {
  const [search, setSearch] = useSearchParams()
  return [filterOf(search), (to, options) => setSearch(searchOf(to), options)]
}
