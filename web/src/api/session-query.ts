import { queryOptions } from '@tanstack/react-query';
import { apiBase } from './ahead';
import { answer, client, type Schemas } from './client';
import { drawFor } from './drawn-for';

export const sessionQuery = () =>
  queryOptions({
    queryKey: ['session'],
    queryFn: async () => {
      const session = await answer(client.GET('/session'));
      drawFor(session.person.id);
      return session;
    },
    staleTime: 300_000,
  });

// Who is signed in with this browser now, whomever the page shows; null when nobody is.
export const signedInNowQuery = () =>
  queryOptions({
    queryKey: ['session', 'now'],
    queryFn: async () => {
      const answered = await fetch(`${apiBase}/session`);
      return answered.ok ? ((await answered.json()) as Schemas['Session']) : null;
    },
    retry: false,
    staleTime: 0,
  });
