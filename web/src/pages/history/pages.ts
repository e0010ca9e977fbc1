import { api, type HistoryFilter, type HistoryPage } from '../../api/generated.ts'

/** Rows of one page: few enough to come at once, many enough that scrolling seldom waits. */
const PAGE = 100

/** The history page after page. Pages read before are not asked for again behind the reader's back: only the first is, where something changed. */
const paged = api.injectEndpoints({
  endpoints: (build) => ({
    historyPages: build.infiniteQuery<HistoryPage, HistoryFilter, string | undefined>({
      infiniteQueryOptions: {
        initialPageParam: undefined,
        getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
        refetchCachedPages: false,
      },
      query: ({ queryArg, pageParam }) => ({
        url: '/api/v1/content/history',
        params: { ...queryArg, limit: PAGE, cursor: pageParam },
      }),
      keepUnusedDataFor: 300,
    }),
  }),
})

export const { useHistoryPagesInfiniteQuery } = paged
