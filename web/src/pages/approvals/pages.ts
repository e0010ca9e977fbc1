import { api, type GetApprovalsApiResponse } from '../../api/generated.ts'
import { pageOf, paging } from '../../parts/pages.ts'

const PAGE = 30

/** Of what waits: as the API names it. */
export interface WaitingFilter {
  brand_id?: string
  request_id?: string
  waits_for?: string
}

/** What waits, page after page, who has waited longest first. */
const paged = api.injectEndpoints({
  endpoints: (build) => ({
    approvalPages: build.infiniteQuery<GetApprovalsApiResponse, WaitingFilter, string | undefined>({
      infiniteQueryOptions: paging,
      query: pageOf('/api/v1/approvals', PAGE),
      providesTags: ['Approval'],
    }),
  }),
})

export const { useApprovalPagesInfiniteQuery } = paged
