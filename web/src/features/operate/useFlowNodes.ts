import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { modelQuery } from '@/api/engine';
import { useLanguage } from '@/lib/language';
import { type FlowNode, flowNodesOf } from './model';

// The elements of a version in the language of the page; undefined while they are read or none is chosen.
export function useFlowNodes(definition: string | undefined): FlowNode[] | undefined {
  const { data } = useQuery({ ...modelQuery(definition ?? ''), enabled: Boolean(definition) });
  const language = useLanguage();
  return useMemo(() => (data ? flowNodesOf(String(data), language) : undefined), [data, language]);
}
