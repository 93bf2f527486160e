import { QueryClient } from '@tanstack/react-query';

// The server's events say when an answer is stale; until then it is kept for a while. A refusal is
// an answer and is not asked again.
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 20_000,
      retry: (failures, error) => failures < 1 && !(error as { status?: number }).status,
      refetchOnWindowFocus: true,
    },
  },
});
