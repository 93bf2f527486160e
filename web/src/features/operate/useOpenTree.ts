import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { incidentsQuery, openElementsQuery } from '@/api/engine';
import { OpenTree } from './tree';

// Where the instance stands, down to all that failed; undefined while it is read.
export function useOpenTree(instance: string): OpenTree | undefined {
  const { data: elements } = useQuery(openElementsQuery(instance));
  const { data } = useQuery(incidentsQuery(instance));
  const incidents = data?.items;
  return useMemo(() => elements && incidents && new OpenTree(instance, elements, incidents), [instance, elements, incidents]);
}
