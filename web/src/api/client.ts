import createClient from 'openapi-fetch';
import { apiBase, send } from './ahead';
import { personHeader, whenOtherSignedIn } from './drawn-for';
import { Problem } from './problem';
import type { components, paths } from './schema';

export { apiBase };
export type Schemas = components['schemas'];
export const client = createClient<paths>({ baseUrl: apiBase, credentials: 'same-origin', fetch: send });
client.use({
  onRequest({ request }) {
    for (const [name, value] of Object.entries(personHeader())) request.headers.set(name, value);
    return request;
  },
});

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

type SignedOut = () => void;
let onSignedOut: SignedOut = () => {};

// What happens when the session has ended or become somebody else's; set once by the app.
export function whenSignedOut(action: SignedOut) {
  onSignedOut = action;
  whenOtherSignedIn(action);
}

// The data of an answer; a refusal is thrown as a Problem.
export async function answer<T>(call: Promise<Answer<T>>): Promise<T> {
  let result: Answer<T>;
  try {
    result = await call;
  } catch {
    throw new Problem(0, { code: 'web.unreachable' });
  }
  if (result.response.ok) return result.data as T;
  const body = typeof result.error === 'object' && result.error !== null ? result.error : {};
  const problem = new Problem(result.response.status, body);
  if (problem.code === 'access.not_signed_in' || problem.code === 'access.other_person') onSignedOut();
  throw problem;
}

// A key for one act: sent again after a lost answer, it does not act twice.
export function newActKey(): string {
  return crypto.randomUUID?.() ?? `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
}

export function actHeader(key: string) {
  return { header: { 'Idempotency-Key': key } };
}
