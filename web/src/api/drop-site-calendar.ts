import { answer, client } from './client';

export const dropSiteCalendar = (id: string) => answer(client.DELETE('/calendar/sites/{id}', { params: { path: { id } } }));
