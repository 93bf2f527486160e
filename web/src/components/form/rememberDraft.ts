import type { QueryClient, QueryKey } from '@tanstack/react-query';

// Puts a kept draft into what a page has been given. An answer that is still on its way may have been read before the
// draft was kept and would take its place: it is asked for anew.
export async function rememberDraft<Page extends { draft?: unknown }>(queries: QueryClient, queryKey: QueryKey, draft: Page['draft']) {
  const exactly = { queryKey, exact: true };
  const asked = queries.isFetching(exactly) > 0 && queries.getQueryData(queryKey) !== undefined;
  if (asked) await queries.cancelQueries(exactly);
  queries.setQueryData<Page>(queryKey, (before) => before && { ...before, draft });
  if (asked) void queries.invalidateQueries(exactly);
}
