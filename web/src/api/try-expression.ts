import { answer, client } from './client';

export interface Trial {
  expression: string;
  form: 'expression' | 'unary_tests';
  dialect: 'camunda' | 'standard';
  context: string;
  input: string;
}

export const tryExpression = (trial: Trial) => answer(client.POST('/rules/expression', { body: trial }));
