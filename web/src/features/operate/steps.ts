// Steps of a modification as they are put together: from where, to where, or one of both.
import type { GivenVariables, Instructions } from '@/api/engine';
import { asJson } from './found';

export interface Given {
  name: string;
  value: string; // as it was written
  scope: string; // the element that begins or a container around it; empty: the instance
}

export interface Step {
  from?: string;
  tokens?: string[]; // of `from` these alone, by their keys
  to?: string;
  scope?: string; // the element instance that it begins in
  given?: Given[];
}

export function instructionsOf(steps: Step[]): Instructions {
  const all: Instructions = { activateInstructions: [], terminateInstructions: [], moveInstructions: [] };
  for (const { from, tokens = [], to, scope, given = [] } of steps) {
    const variableInstructions = variablesOf(given);
    if (from && to) {
      const sources = tokens.length > 0 ? tokens.map(byKey) : [{ sourceType: 'byId' as const, sourceElementId: from }];
      const where = scope && { ancestorScopeInstruction: { ancestorScopeType: 'direct' as const, ancestorElementInstanceKey: scope } };
      for (const sourceElementInstruction of sources)
        all.moveInstructions.push({ sourceElementInstruction, targetElementId: to, ...(where || {}), variableInstructions });
    } else if (from) {
      all.terminateInstructions.push(...(tokens.length > 0 ? tokens.map((elementInstanceKey) => ({ elementInstanceKey })) : [{ elementId: from }]));
    } else if (to) {
      all.activateInstructions.push({ elementId: to, ...(scope ? { ancestorElementInstanceKey: scope } : {}), variableInstructions });
    }
  }
  return all;
}

const byKey = (sourceElementInstanceKey: string) => ({ sourceType: 'byKey' as const, sourceElementInstanceKey });

function variablesOf(given: Given[]): GivenVariables[] {
  const scopes = new Map<string, Record<string, string>>();
  for (const { name, value, scope } of given) {
    if (!name.trim()) continue;
    scopes.set(scope, { ...scopes.get(scope), [name.trim()]: asJson(value.trim()) });
  }
  return [...scopes].map(([scopeId, variables]) => ({ scopeId, variables }));
}
