import { actHeader, answer, client } from './client';

export function actOnTasks(body: { tasks: string[]; outcome: string; opinion?: string }, actKey: string) {
  return answer(client.POST('/tasks/acts', { params: actHeader(actKey), body }));
}
