import { QueryClient } from '@tanstack/react-query';

// The server's events say when an answer is stale; until then it is kept for a while. A refusal is
// an answer and is not asked again. The browser's word that it is offline holds nothing back: the
// server may stand on this machine, and an act that waits unseen looks like one that was done.
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      staleTime: 20_000,
      retry: (failures, error) => failures < 1 && !(error as { status?: number }).status,
      refetchOnWindowFocus: true,
    },
    mutations: { networkMode: 'always' },
  },
});
