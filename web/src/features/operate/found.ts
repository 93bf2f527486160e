// What is asked for on the page of the engine, as its address keeps it and as the engine reads it.
import { containing, type EngineFilter } from '@/api/engine';

export const standings = ['running', 'incident', 'suspended', 'completed', 'terminated', 'all'] as const;
export type Standing = (typeof standings)[number];

export interface EngineSearch {
  tab?: 'batches';
  process?: string;
  version?: number;
  state?: Standing;
  q?: string; // the key of an instance, of what called it, or its business id
  variable?: string; // name=value, the value as JSON or as plain text
  error?: number; // the hash of an incident's message
  page?: number;
}

const ofStanding: Record<Standing, EngineFilter> = {
  running: { state: 'ACTIVE' },
  incident: { hasIncident: true },
  suspended: { state: 'SUSPENDED' },
  completed: { state: 'COMPLETED' },
  terminated: { state: 'TERMINATED' },
  all: {},
};

export function filterOf(search: EngineSearch): EngineFilter {
  const filter: EngineFilter = { ...(ofStanding[search.state ?? 'running'] ?? ofStanding.running) };
  if (search.process) filter.processDefinitionId = search.process;
  if (search.version) filter.processDefinitionVersion = search.version;
  if (search.error) filter.incidentErrorHashCode = search.error;
  const words = search.q?.trim();
  if (words && /^\d{10,25}$/.test(words)) filter.$or = [{ processInstanceKey: words }, { parentProcessInstanceKey: words }, { businessId: words }];
  else if (words) filter.businessId = { $like: containing(words) };
  const variable = readVariable(search.variable);
  if (variable) filter.variables = [variable];
  return filter;
}

// A name alone asks that there is such a variable.
function readVariable(written: string | undefined): EngineFilter | undefined {
  const words = written?.trim();
  if (!words) return undefined;
  const sign = words.indexOf('=');
  if (sign < 0) return { name: words, value: { $exists: true } };
  return { name: words.slice(0, sign).trim(), value: asJson(words.slice(sign + 1).trim()) };
}

// What is no JSON is meant as a text.
export function asJson(written: string): string {
  try {
    JSON.parse(written);
    return written;
  } catch {
    return JSON.stringify(written);
  }
}

// Keys, or all that is found.
export type Chosen = string[] | 'all';

export function chosenOf(search: EngineSearch, chosen: Chosen): EngineFilter {
  return chosen === 'all' ? filterOf(search) : { processInstanceKey: { $in: chosen } };
}
