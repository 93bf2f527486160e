// The engine's own interface, which programs use too: process instances, incidents, jobs and variables.
// Values of variables come as JSON texts and keep every digit. Administrators only.
import { queryOptions } from '@tanstack/react-query';
import createClient from 'openapi-fetch';
import type { components, paths } from './camunda-schema';
import { answer } from './client';

export type Engine = components['schemas'];
export type EngineFilter = Record<string, unknown>;
const client = createClient<paths>({ baseUrl: '/v2', credentials: 'same-origin' });

const key = 'engine';
const listMax = 1000;

// As `$like` asks for it.
export const containing = (words: string) => `*${words.replace(/[\\*?]/g, '\\$&')}*`;

// Programs act without telling the page; what runs is asked for again.
const live = { refetchInterval: 5000 };

export const definitionsQuery = () =>
  queryOptions({
    queryKey: [key, 'definitions'],
    queryFn: () =>
      answer(
        client.POST('/process-definitions/search', {
          body: {
            filter: { state: 'ACTIVE' },
            sort: [{ field: 'processDefinitionId' }, { field: 'version', order: 'DESC' }],
            page: { limit: listMax },
          },
        }),
      ).then(({ items }) => items as Engine['ProcessDefinition'][]),
  });

export const modelQuery = (definition: string) =>
  queryOptions({
    queryKey: [key, 'model', definition],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () =>
      answer(client.GET('/process-definitions/{processDefinitionKey}/xml', { params: { path: { processDefinitionKey: definition } }, parseAs: 'text' })),
  });

export const pageSize = 20;

export const instancesFoundQuery = (filter: EngineFilter, page: number) =>
  queryOptions({
    ...live,
    queryKey: [key, 'instances', filter, page],
    queryFn: () =>
      answer(
        client.POST('/process-instances/search', {
          body: {
            filter,
            sort: [{ field: 'startDate', order: 'DESC' }, { field: 'processInstanceKey', order: 'DESC' }],
            page: { from: (page - 1) * pageSize, limit: pageSize },
          },
        }),
      ).then((found) => ({ items: found.items as Engine['ProcessInstance'][], total: found.page.totalItems })),
  });

export interface ErrorCount {
  errorHashCode: number;
  errorMessage: string;
  activeInstancesWithErrorCount: number;
}

export const errorsQuery = () =>
  queryOptions({
    ...live,
    queryKey: [key, 'errors'],
    queryFn: () =>
      answer(client.POST('/incidents/statistics/process-instances-by-error', { body: { page: { limit: pageSize } } })).then(
        ({ items }) => items as unknown as ErrorCount[],
      ),
  });

export const engineInstanceQuery = (instance: string) =>
  queryOptions({
    ...live,
    queryKey: [key, 'instance', instance],
    queryFn: () => answer(client.GET('/process-instances/{processInstanceKey}', { params: { path: { processInstanceKey: instance } } })),
  });

export interface ElementCount {
  elementId: string;
  active: number;
  canceled: number;
  incidents: number;
  completed: number;
}

const inner = '#innerInstance';

// An activation in an ad-hoc sub-process has no place in the drawing: what failed in it failed at the sub-process.
export function ofDrawing(counts: ElementCount[]): ElementCount[] {
  const failed = new Map(counts.filter((count) => count.elementId.endsWith(inner)).map((count) => [count.elementId, count.incidents]));
  return counts
    .filter((count) => !failed.has(count.elementId))
    .map((count) => ({ ...count, incidents: count.incidents + (failed.get(count.elementId + inner) ?? 0) }));
}

export const countsOfElementsQuery = (instance: string) =>
  queryOptions({
    ...live,
    queryKey: [key, 'element-counts', instance],
    queryFn: () =>
      answer(
        client.GET('/process-instances/{processInstanceKey}/statistics/element-instances', {
          params: { path: { processInstanceKey: instance } },
        }),
      ).then(({ items }) => ofDrawing(items as unknown as ElementCount[])),
  });

// Over the instances of one version that a filter of instances finds.
export const countsOfDefinitionQuery = (definition: string, filter: EngineFilter) =>
  queryOptions({
    queryKey: [key, 'definition-counts', definition, filter],
    staleTime: 0,
    queryFn: () =>
      answer(
        client.POST('/process-definitions/{processDefinitionKey}/statistics/element-instances', {
          params: { path: { processDefinitionKey: definition } },
          body: { filter },
        }),
      ).then(({ items }) => ofDrawing(items as unknown as ElementCount[])),
  });

export const flowsTakenQuery = (instance: string) =>
  queryOptions({
    ...live,
    queryKey: [key, 'flows', instance],
    queryFn: () =>
      answer(client.GET('/process-instances/{processInstanceKey}/sequence-flows', { params: { path: { processInstanceKey: instance } } })).then(
        ({ items }) => (items as { elementId: string }[]).map((flow) => flow.elementId),
      ),
  });

export interface Caller {
  processInstanceKey: string;
  processDefinitionName: string;
}

export const callersQuery = (instance: string) =>
  queryOptions({
    queryKey: [key, 'callers', instance],
    queryFn: () =>
      answer(client.GET('/process-instances/{processInstanceKey}/call-hierarchy', { params: { path: { processInstanceKey: instance } } })).then(
        (items) => items as unknown as Caller[],
      ),
  });

// What began directly in a scope, in its order; the process is the scope of its instance's key.
export const elementsQuery = (filter: EngineFilter) =>
  queryOptions({
    ...live,
    queryKey: [key, 'elements', filter],
    queryFn: () =>
      answer(client.POST('/element-instances/search', { body: { filter, page: { limit: listMax } } })).then((found) => ({
        items: found.items as Engine['ElementInstance'][],
        total: found.page.totalItems,
      })),
  });

export const variablesPageSize = 20;

// Those whose name contains the words; without any, all.
export const variablesQuery = (scope: string, page: number, words: string) =>
  queryOptions({
    ...live,
    queryKey: [key, 'variables', scope, page, words],
    queryFn: () =>
      answer(
        client.POST('/variables/search', {
          params: { query: { truncateValues: false } },
          body: {
            filter: { scopeKey: scope, ...(words && { name: { $like: containing(words) } }) },
            sort: [{ field: 'name' }],
            page: { from: (page - 1) * variablesPageSize, limit: variablesPageSize },
          },
        }),
      ).then((found) => ({ items: found.items as Engine['Variable'][], total: found.page.totalItems })),
  });

// Of the instance and of all that it has called.
export const incidentsQuery = (instance: string) =>
  queryOptions({
    ...live,
    queryKey: [key, 'incidents', instance],
    queryFn: () =>
      answer(
        client.POST('/process-instances/{processInstanceKey}/incidents/search', {
          params: { path: { processInstanceKey: instance } },
          body: { filter: { state: 'ACTIVE' }, page: { limit: listMax } },
        }),
      ).then((found) => ({ items: found.items as Engine['Incident'][], total: found.page.totalItems })),
  });

// What is active in the instance, and of what it has called the ways to the incidents.
export const openElementsQuery = (instance: string) =>
  queryOptions({
    ...live,
    queryKey: [key, 'open-elements', instance],
    queryFn: () =>
      answer(client.GET('/process-instances/{processInstanceKey}/open-elements', { params: { path: { processInstanceKey: instance } } })).then(
        ({ items }) => items,
      ),
  });

// Variables of these names in whatever scope, cut where they are long.
export const namedVariablesQuery = (instance: string, names: string[]) =>
  queryOptions({
    queryKey: [key, 'named-variables', instance, names],
    staleTime: 0,
    queryFn: () =>
      answer(
        client.POST('/variables/search', {
          body: { filter: { processInstanceKey: instance, name: { $in: names } }, page: { limit: listMax } },
        }),
      ).then(({ items }) => items as Engine['Variable'][]),
  });

export const jobsPageSize = 10;

export const jobsQuery = (instance: string, page: number) =>
  queryOptions({
    ...live,
    queryKey: [key, 'jobs', instance, page],
    queryFn: () =>
      answer(
        client.POST('/jobs/search', {
          body: {
            filter: { processInstanceKey: instance, state: { $in: ['CREATED', 'FAILED'] } },
            page: { from: (page - 1) * jobsPageSize, limit: jobsPageSize },
          },
        }),
      ).then((found) => ({ items: found.items as Engine['Job'][], total: found.page.totalItems })),
  });

export const jobsByKeyQuery = (jobs: string[]) =>
  queryOptions({
    ...live,
    queryKey: [key, 'jobs-by-key', jobs],
    queryFn: () =>
      answer(client.POST('/jobs/search', { body: { filter: { jobKey: { $in: jobs } }, page: { limit: listMax } } })).then(
        ({ items }) => items as Engine['Job'][],
      ),
  });

export const subscriptionsQuery = (instance: string) =>
  queryOptions({
    ...live,
    queryKey: [key, 'subscriptions', instance],
    queryFn: () =>
      answer(
        client.POST('/message-subscriptions/search', { body: { filter: { processInstanceKey: instance }, page: { limit: listMax } } }),
      ).then(({ items }) => items as Engine['MessageSubscription'][]),
  });

export const batchesQuery = (page: number) =>
  queryOptions({
    queryKey: [key, 'batches', page],
    queryFn: () =>
      answer(
        client.POST('/batch-operations/search', {
          body: { sort: [{ field: 'batchOperationKey', order: 'DESC' }], page: { from: (page - 1) * pageSize, limit: pageSize } },
        }),
      ).then((found) => ({ items: found.items as Engine['BatchOperation'][], total: found.page.totalItems })),
    refetchInterval: (query) => (query.state.data?.items.some((batch) => isUnderWay(batch.state)) ? 1000 : live.refetchInterval),
  });

export function isUnderWay(state: Engine['BatchOperation']['state']): boolean {
  return state === 'CREATED' || state === 'ACTIVE';
}

// Each with its instance, unless that is no longer there.
export type FailedItem = Engine['BatchOperationItem'] & { instance?: Engine['ProcessInstance'] };

export const failedItemsQuery = (batch: string, page: number) =>
  queryOptions({
    ...live,
    queryKey: [key, 'failed-items', batch, page],
    queryFn: async () => {
      const found = await answer(
        client.POST('/batch-operation-items/search', {
          body: { filter: { batchOperationKey: batch, state: 'FAILED' }, page: { from: (page - 1) * pageSize, limit: pageSize } },
        }),
      );
      const items = found.items as Engine['BatchOperationItem'][];
      const instances = await instancesOf(items.map((item) => item.processInstanceKey));
      const withInstance = (item: Engine['BatchOperationItem']): FailedItem => ({
        ...item,
        instance: instances.find((instance) => instance.processInstanceKey === item.processInstanceKey),
      });
      return { items: items.map(withInstance), total: found.page.totalItems };
    },
  });

async function instancesOf(keys: string[]): Promise<Engine['ProcessInstance'][]> {
  if (keys.length === 0) return [];
  const body = { filter: { processInstanceKey: { $in: keys } }, page: { limit: keys.length } };
  const found = await answer(client.POST('/process-instances/search', { body }));
  return found.items as Engine['ProcessInstance'][];
}

const ofInstance = (instance: string) => ({ params: { path: { processInstanceKey: instance } }, body: {} });

export const cancelInstance = (instance: string) => answer(client.POST('/process-instances/{processInstanceKey}/cancellation', ofInstance(instance)));
export const suspendInstance = (instance: string) => answer(client.POST('/process-instances/{processInstanceKey}/suspension', ofInstance(instance)));
export const resumeInstance = (instance: string) => answer(client.POST('/process-instances/{processInstanceKey}/resumption', ofInstance(instance)));
export const deleteInstance = (instance: string) => answer(client.POST('/process-instances/{processInstanceKey}/deletion', ofInstance(instance)));

export interface GivenVariables {
  scopeId: string;
  variables: Record<string, string>; // each value as JSON
}

export interface Instructions {
  activateInstructions: { elementId: string; ancestorElementInstanceKey?: string; variableInstructions: GivenVariables[] }[];
  terminateInstructions: ({ elementId: string } | { elementInstanceKey: string })[];
  moveInstructions: {
    sourceElementInstruction: { sourceType: 'byId'; sourceElementId: string } | { sourceType: 'byKey'; sourceElementInstanceKey: string };
    ancestorScopeInstruction?: { ancestorScopeType: 'direct'; ancestorElementInstanceKey: string };
    targetElementId: string;
    variableInstructions: GivenVariables[];
  }[];
}

// All of them or none.
export const modifyInstance = (instance: string, instructions: Instructions) =>
  answer(
    client.POST('/process-instances/{processInstanceKey}/modification', {
      params: { path: { processInstanceKey: instance } },
      body: instructions,
      bodySerializer: () => withValues(instructions),
    }),
  );

// Values of variables digit by digit as they were written. No id has a colon.
export function withValues(instructions: Instructions): string {
  const values: string[] = [];
  const keep = (given: Record<string, string>) =>
    values.push(`{${Object.entries(given).map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`) - 1;
  const text = JSON.stringify(instructions, (name, value) => (name === 'variables' ? `jw:${keep(value as Record<string, string>)}` : (value as unknown)));
  return text.replace(/"jw:(\d+)"/g, (_, at) => values[Number(at)]);
}

export interface Mapping {
  sourceElementId: string;
  targetElementId: string;
}

// Over the running instances that a filter finds.
export interface MigrationPlan {
  found: number;
  examined: number; // the oldest of them, 1,000 at most
  movable: number; // of those
  elements: { from: string; to: string; instances: number }[];
  kept: string[];
  closed: string[];
  opened: string[];
  problems: { elementId: string; reason: string; instances: number; examples: string[] }[];
}

// Without mappings elements of the same id and kind go to each other.
export const migrationPreviewQuery = (filter: EngineFilter, target: string, mappings: Mapping[]) =>
  queryOptions({
    queryKey: [key, 'migration', filter, target, mappings],
    staleTime: 0,
    queryFn: () =>
      answer(
        client.POST('/process-instances/migration/preview', {
          body: {
            filter,
            migrationPlan: { targetProcessDefinitionKey: target, ...(mappings.length > 0 ? { mappingInstructions: mappings } : {}) },
          },
        }),
      ).then((plan) => plan as unknown as MigrationPlan),
  });

export interface FoundDefinition {
  processDefinitionKey: string;
  processDefinitionId: string;
  processDefinitionName: string | null;
  processDefinitionVersion: number;
  instances: number;
}

// Of which definitions the running instances are that a filter finds.
export const foundDefinitionsQuery = (filter: EngineFilter) =>
  queryOptions({
    queryKey: [key, 'found-definitions', filter],
    staleTime: 0,
    queryFn: () =>
      answer(client.POST('/process-instances/statistics/process-definitions', { body: { filter } })).then(
        ({ items }) => items as unknown as FoundDefinition[],
      ),
  });

export const migrateInstance = (instance: string, target: string, mappings: Mapping[]) =>
  answer(
    client.POST('/process-instances/{processInstanceKey}/migration', {
      params: { path: { processInstanceKey: instance } },
      body: { targetProcessDefinitionKey: target, mappingInstructions: mappings },
    }),
  );

// The value is JSON and is sent digit by digit as it was written.
export const setVariable = (scope: string, name: string, value: string) =>
  answer(
    client.PUT('/element-instances/{elementInstanceKey}/variables', {
      params: { path: { elementInstanceKey: scope } },
      body: { variables: {}, local: true },
      bodySerializer: () => `{"variables":{${JSON.stringify(name)}:${value}},"local":true}`,
    }),
  );

export const setRetries = (job: string, retries: number) =>
  answer(client.PATCH('/jobs/{jobKey}', { params: { path: { jobKey: job } }, body: { changeset: { retries } } }));

// A job that has no retries left is given one first; one that has keeps them.
async function resolveIncident(incident: Engine['Incident']) {
  if (incident.jobKey && incident.errorType.endsWith('NO_RETRIES')) await setRetries(incident.jobKey, 1);
  await answer(client.POST('/incidents/{incidentKey}/resolution', { params: { path: { incidentKey: incident.incidentKey } }, body: {} }));
}

// Some at a time; the first that is refused ends it.
export async function resolveIncidents(incidents: Engine['Incident'][]) {
  const atOnce = 8;
  for (let from = 0; from < incidents.length; from += atOnce) await Promise.all(incidents.slice(from, from + atOnce).map(resolveIncident));
}

export const cancelFound = (filter: EngineFilter) => answer(client.POST('/process-instances/cancellation', { body: { filter } }));
export const deleteFound = (filter: EngineFilter) => answer(client.POST('/process-instances/deletion', { body: { filter } }));
export const suspendFound = (filter: EngineFilter) => answer(client.POST('/process-instances/suspension', { body: { filter } }));
export const resumeFound = (filter: EngineFilter) => answer(client.POST('/process-instances/resumption', { body: { filter } }));
export const resolveFound = (filter: EngineFilter) => answer(client.POST('/process-instances/incident-resolution', { body: { filter } }));
export const migrateFound = (filter: EngineFilter, target: string, mappings: Mapping[]) =>
  answer(
    client.POST('/process-instances/migration', {
      body: { filter, migrationPlan: { targetProcessDefinitionKey: target, mappingInstructions: mappings } },
    }),
  );
// Only those that are at the element are asked, so that the others count as no failures.
export const moveFound = (filter: EngineFilter, from: string, to: string) =>
  answer(
    client.POST('/process-instances/modification', {
      body: {
        filter: { ...filter, elementId: from, elementInstanceState: 'ACTIVE' },
        moveInstructions: [{ sourceElementId: from, targetElementId: to }],
      },
    }),
  );

const ofBatch = (batch: string) => ({ params: { path: { batchOperationKey: batch } }, body: {} });

export const cancelBatch = (batch: string) => answer(client.POST('/batch-operations/{batchOperationKey}/cancellation', ofBatch(batch)));
export const suspendBatch = (batch: string) => answer(client.POST('/batch-operations/{batchOperationKey}/suspension', ofBatch(batch)));
export const resumeBatch = (batch: string) => answer(client.POST('/batch-operations/{batchOperationKey}/resumption', ofBatch(batch)));
