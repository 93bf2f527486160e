import { answer, client, type Schemas } from './client';

type WorkingHours = Pick<Schemas['Calendar'], 'zone' | 'hours' | 'weekdays' | 'half_weekdays' | 'half_until'> & { site?: string };

export const setWorkingHours = (body: WorkingHours) => answer(client.PUT('/calendar/hours', { body }));
