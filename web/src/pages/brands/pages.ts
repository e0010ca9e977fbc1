import { api, type Brands } from '../../api/generated.ts'

const PAGE = 50

/** The brands page after page, oldest first. */
const paged = api.injectEndpoints({
  endpoints: (build) => ({
    brandPages: build.infiniteQuery<Brands, void, string | undefined>({
      infiniteQueryOptions: { initialPageParam: undefined, getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined },
      query: ({ pageParam }) => ({ url: '/api/v1/brands', params: { limit: PAGE, cursor: pageParam } }),
      providesTags: ['Brands'],
    }),
  }),
})

export const { useBrandPagesInfiniteQuery } = paged
