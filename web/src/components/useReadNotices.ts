import { useMutation, useQueryClient } from '@tanstack/react-query';
import { readNotices } from '@/api/read-notices';

// Marks notices as read, all of them without ids, and asks again for what counts them.
export function useReadNotices() {
  const queries = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: readNotices,
    onSuccess: () =>
      queries.invalidateQueries({
        predicate: (query) => ['notices', 'counts', 'workbench'].includes(String(query.queryKey[0])),
      }),
  });
  return (ids?: string[]) => mutate(ids);
}
