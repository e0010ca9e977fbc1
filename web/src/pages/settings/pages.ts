import { useEffect } from 'react'
import { api, type GetApiKeysApiResponse, type GetInvitationsApiResponse, type GetMembersApiResponse } from '../../api/generated.ts'

const PAGE = 100
const paging = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ next_cursor }: { next_cursor: string | null }) => next_cursor ?? undefined,
}
const page =
  (url: string) =>
  ({ pageParam }: { pageParam: string | undefined }) => ({ url, params: { limit: PAGE, cursor: pageParam } })

/** Lists that the API gives oldest first, page after page. */
const paged = api.injectEndpoints({
  endpoints: (build) => ({
    memberPages: build.infiniteQuery<GetMembersApiResponse, void, string | undefined>({
      infiniteQueryOptions: paging,
      query: page('/api/v1/members'),
      providesTags: ['Organization'],
    }),
    invitationPages: build.infiniteQuery<GetInvitationsApiResponse, void, string | undefined>({
      infiniteQueryOptions: paging,
      query: page('/api/v1/invitations'),
      providesTags: ['Organization'],
    }),
    keyPages: build.infiniteQuery<GetApiKeysApiResponse, void, string | undefined>({
      infiniteQueryOptions: paging,
      query: page('/api/v1/api-keys'),
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
