/** How lists come page after page: by the cursor that the API gave with the last. */
export const paging = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ next_cursor }: { next_cursor: string | null }) => next_cursor ?? undefined,
}

/** The question for one page of a list, of so many at once. */
export const pageOf =
  (url: string, limit: number) =>
  <Q>({ queryArg, pageParam }: { queryArg: Q; pageParam: string | undefined }) => ({
    url,
    params: { ...queryArg, limit, cursor: pageParam },
  })
