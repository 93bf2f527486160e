import { answer, client } from './client';

// `dmn` is the file that holds the decision; without it the deployed one is asked. Inputs are FEEL.
export const tryDecision = (decision: string, inputs: Record<string, string>, dmn?: string) =>
  answer(client.POST('/rules/decision', { body: { decision, inputs, dmn } }));
