// The public client whose types come from the interface's own description, told to refuse every answer that does not fit them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { createCamundaClient } from '@camunda8/orchestration-cluster-api';

import { discount, form, shop } from '../support/models.mjs';
import { Program } from '../support/program.mjs';

let program;
let client;

before(async () => {
  program = await Program.start({ demo: false, more: ['--unprotected-v2'] });
  client = createCamundaClient({
    config: {
      CAMUNDA_REST_ADDRESS: `http://127.0.0.1:${program.port}`,
      CAMUNDA_AUTH_STRATEGY: 'NONE',
      CAMUNDA_SDK_VALIDATION: 'strict',
      CAMUNDA_SDK_LOG_LEVEL: 'silent',
    },
  });
  const file = (name, text) => new File([text], name);
  await client.createDeployment({ resources: [file('shop.bpmn', shop()), file('discounts.dmn', discount()), file('address.form', form())] });
});
after(() => program.remove());

const at_once = { consistency: { waitUpToMs: 0 } };
const activate = () => client.activateJobs({ type: 'charge', worker: 'w', timeout: 30000, maxJobsToActivate: 10, requestTimeout: 0 });
const start = (orderId) => client.createProcessInstance({ processDefinitionId: 'shop', variables: { orderId, amount: 150 } });

test('what runs, fails and waits is answered in the types of the client', async () => {
  const { processInstanceKey: waiting } = await start('o-1');
  await start('o-2');
  const { jobs } = await activate();
  const job_of = (key) => jobs.find((job) => (job.processInstanceKey === waiting) === (key === waiting));
  await client.completeJob({ jobKey: job_of(waiting).jobKey, variables: { paid: true } });
  await client.failJob({ jobKey: job_of(undefined).jobKey, retries: 0, errorMessage: 'boom' });

  const [subscription] = (await client.searchMessageSubscriptions({ filter: { processInstanceKey: waiting } }, at_once)).items;
  const { messageKey } = await client.correlateMessage({ name: 'paid', correlationKey: 'o-1' });
  const [correlated] = (await client.searchCorrelatedMessageSubscriptions({ filter: { messageKey } }, at_once)).items;
  assert.equal(correlated.subscriptionKey, subscription.messageSubscriptionKey);

  const [task] = (await client.searchUserTasks({ filter: { processInstanceKey: waiting } }, at_once)).items;
  assert.equal((await client.getUserTask({ userTaskKey: task.userTaskKey }, at_once)).state, 'CREATED');
  assert.ok((await client.searchUserTaskVariables({ userTaskKey: task.userTaskKey }, at_once)).items.length > 0);
  const [incident] = (await client.searchIncidents({ filter: { state: 'ACTIVE' } }, at_once)).items;
  assert.equal((await client.getIncident({ incidentKey: incident.incidentKey }, at_once)).errorMessage, 'boom');
});

test('every search answers in the types of the client', async () => {
  await client.evaluateDecision({ decisionDefinitionId: 'discount', variables: { amount: 1500 } });
  const { batchOperationKey } = await client.cancelProcessInstancesBatchOperation({ filter: { processDefinitionId: 'shop' } });
  for (let state; state !== 'COMPLETED'; ) ({ state } = await client.getBatchOperation({ batchOperationKey }, at_once));
  for (const name of [
    'searchProcessDefinitions',
    'searchProcessInstances',
    'searchElementInstances',
    'searchVariables',
    'searchIncidents',
    'searchJobs',
    'searchUserTasks',
    'searchDecisionDefinitions',
    'searchDecisionRequirements',
    'searchDecisionInstances',
    'searchBatchOperations',
    'searchBatchOperationItems',
  ]) {
    assert.ok((await client[name]({}, at_once)).items.length > 0, name);
  }
  const over = (await client.searchJobs({}, at_once)).items;
  assert.deepEqual([...new Set(over.map((job) => job.state))].sort(), ['CANCELED', 'COMPLETED']);
  assert.ok(over.every((job) => job.endTime));
});

test('instances that have ended are deleted', async () => {
  const { items } = await client.searchProcessInstances({ filter: { state: 'TERMINATED' } }, at_once);
  await client.deleteProcessInstance({ processInstanceKey: items[0].processInstanceKey });
  assert.deepEqual((await client.searchJobs({ filter: { processInstanceKey: items[0].processInstanceKey } }, at_once)).items, []);
  const { batchOperationKey } = await client.deleteProcessInstancesBatchOperation({ filter: { processDefinitionId: 'shop' } });
  for (let state; state !== 'COMPLETED'; ) ({ state } = await client.getBatchOperation({ batchOperationKey }, at_once));
  assert.deepEqual((await client.searchProcessInstances({ filter: { processDefinitionId: 'shop' } }, at_once)).items, []);
});
