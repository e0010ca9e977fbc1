import { api, type Brands } from '../../api/generated.ts'
import { pageOf, paging } from '../../parts/pages.ts'

const PAGE = 50

/** The brands page after page, oldest first. */
const paged = api.injectEndpoints({
  endpoints: (build) => ({
    brandPages: build.infiniteQuery<Brands, void, string | undefined>({
      infiniteQueryOptions: paging,
      query: pageOf('/api/v1/brands', PAGE),
      providesTags: ['Brands'],
    }),
  }),
})

export const { useBrandPagesInfiniteQuery } = paged
