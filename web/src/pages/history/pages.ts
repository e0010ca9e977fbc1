import { api, type HistoryFilter, type HistoryPage } from '../../api/generated.ts'
import { pageOf, paging } from '../../parts/pages.ts'

/** Rows of one page: few enough to come at once, many enough that scrolling seldom waits. */
const PAGE = 100

/**
 * The history page after page. It has no tag: a tag would throw the pages away, and with them the reader's place, at every piece of news of the
 * request that they went to look at. `History` says when it is read anew.
 */
const paged = api.injectEndpoints({
  endpoints: (build) => ({
    historyPages: build.infiniteQuery<HistoryPage, HistoryFilter, string | undefined>({
      infiniteQueryOptions: paging,
      query: pageOf('/api/v1/content/history', PAGE),
      keepUnusedDataFor: 300,
    }),
  }),
})

export const { useHistoryPagesInfiniteQuery } = paged

/** The most pages that are read again unasked. Reading only the first again would drop the others from under who reads them. */
const FEW = 5

/** Whether so few pages are there that they can be read again unasked. */
export const useIsShort = (filter: HistoryFilter): boolean =>
  paged.endpoints.historyPages.useInfiniteQueryState(filter, {
    selectFromResult: ({ data }) => ({ isShort: (data?.pages.length ?? 0) <= FEW }),
  }).isShort
