import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type EngineFilter, type Mapping, type MigrationPlan, migrationPreviewQuery } from '@/api/engine';
import { askedOf, mappingsOf } from './migration';
import type { FlowNode } from './model';
import { useFlowNodes } from './useFlowNodes';

export interface Migration {
  target: string | undefined;
  setTarget: (definition: string | undefined) => void;
  choose: (element: string, target: string) => void;
  from: FlowNode[];
  to: FlowNode[];
  asked: string[];
  mappings: Mapping[];
  plan: MigrationPlan | undefined; // what these mappings would do; undefined while nothing is known of them
  isPending: boolean;
  error: Error | null;
}

// A migration as it is put together: of the instances of one version that the filter finds, to the target.
export function useMigration(source: string | undefined, filter: EngineFilter): Migration {
  const [target, setTarget] = useState<string>();
  const [chosen, setChosen] = useState<Record<string, string>>({});
  const from = useFlowNodes(source) ?? [];
  const to = useFlowNodes(target) ?? [];
  const isAsked = Boolean(source && target) && from.length > 0 && to.length > 0;
  const proposed = useQuery({ ...migrationPreviewQuery(filter, target ?? '', []), enabled: isAsked });
  const mappings = proposed.data ? mappingsOf(proposed.data, chosen, from, to) : [];
  const hasOwn = Object.keys(chosen).length > 0;
  const own = useQuery({
    ...migrationPreviewQuery(filter, target ?? '', mappings),
    enabled: isAsked && hasOwn && mappings.length > 0,
    placeholderData: (before, query) => (query?.queryKey[3] === target ? before : proposed.data),
  });
  const preview = hasOwn ? own : proposed;
  return {
    target,
    setTarget: (definition) => {
      setTarget(definition);
      setChosen({});
    },
    choose: (element, to) => setChosen({ ...chosen, [element]: to }),
    from,
    to,
    asked: proposed.data ? askedOf(proposed.data, from) : [],
    mappings,
    plan: preview.data,
    isPending: Boolean(source && target) && (preview.isPending || preview.isPlaceholderData) && !preview.error,
    error: preview.error,
  };
}
