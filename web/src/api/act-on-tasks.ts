import { actHeader, answer, client } from './client';

export function actOnTasks(body: { tasks: string[]; outcome: string; opinion?: string; record_versions?: Record<string, number> }, actKey: string) {
  return answer(client.POST('/tasks/acts', { params: actHeader(actKey), body }));
}
