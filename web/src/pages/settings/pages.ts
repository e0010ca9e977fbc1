import { useEffect } from 'react'
import { api, type GetApiKeysApiResponse, type GetInvitationsApiResponse, type GetMembersApiResponse } from '../../api/generated.ts'
import { pageOf, paging } from '../../parts/pages.ts'

const PAGE = 100

/** Lists that the API gives oldest first, page after page. */
const paged = api.injectEndpoints({
  endpoints: (build) => ({
    memberPages: build.infiniteQuery<GetMembersApiResponse, void, string | undefined>({
      infiniteQueryOptions: paging,
      query: pageOf('/api/v1/members', PAGE),
      providesTags: ['Organization'],
    }),
    invitationPages: build.infiniteQuery<GetInvitationsApiResponse, void, string | undefined>({
      infiniteQueryOptions: paging,
      query: pageOf('/api/v1/invitations', PAGE),
      providesTags: ['Organization'],
    }),
    keyPages: build.infiniteQuery<GetApiKeysApiResponse, void, string | undefined>({
      infiniteQueryOptions: paging,
      query: pageOf('/api/v1/api-keys', PAGE),
      providesTags: ['API keys'],
    }),
  }),
})
export const { useMemberPagesInfiniteQuery, useInvitationPagesInfiniteQuery, useKeyPagesInfiniteQuery } = paged

/** Asks for page after page: what is newest, and so what matters, is on the last. */
export function useToTheEnd(of: { hasNextPage: boolean; isFetching: boolean; error?: unknown; fetchNextPage(): unknown }): void {
  const { hasNextPage, isFetching, error, fetchNextPage } = of
  useEffect(() => {
    if (hasNextPage && !isFetching && !error) void fetchNextPage()
  }, [hasNextPage, isFetching, error, fetchNextPage])
}
