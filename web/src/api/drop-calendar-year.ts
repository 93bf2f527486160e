import { answer, client } from './client';

export const dropCalendarYear = (year: number, site?: string) =>
  answer(client.DELETE('/calendar/years/{year}', { params: { path: { year }, query: { site } } }));
