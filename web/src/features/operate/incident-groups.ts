import type { Engine } from '@/api/engine';
import { placeOf } from './starved';

type Incident = Engine['Incident'];

export interface IncidentGroup {
  key: string;
  incidents: Incident[]; // at least one, the oldest first
}

// Those that stand at the same place of the same instance with the same reason are told as one; the groups named in `apart`
// are told one by one. What stands there most often comes first.
export function groupsOf(incidents: Incident[], apart: ReadonlySet<string>): IncidentGroup[] {
  const groups = new Map<string, IncidentGroup>();
  for (const incident of incidents) {
    const alike = JSON.stringify([incident.processInstanceKey, placeOf(incident), incident.errorType, incident.errorMessage]);
    const key = apart.has(alike) ? incident.incidentKey : alike;
    const group = groups.get(key);
    if (group) group.incidents.push(incident);
    else groups.set(key, { key, incidents: [incident] });
  }
  return [...groups.values()].toSorted((one, other) => other.incidents.length - one.incidents.length);
}
