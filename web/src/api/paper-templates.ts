import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client';

export const paperTemplatesQuery = () => queryOptions({ queryKey: ['papers'], queryFn: () => answer(client.GET('/paper-templates')) });

// What is printed with when the page opens, the ground of a change.
export const paperTemplateQuery = (id: string) =>
  queryOptions({
    queryKey: ['papers', id],
    staleTime: 0,
    queryFn: () => answer(client.GET('/paper-templates/{id}', { params: { path: { id } } })),
  });

export const paperVersion = (id: string, version: number) =>
  answer(client.GET('/paper-templates/{id}/versions/{version}', { params: { path: { id, version: String(version) } } }));

export const checkPaper = (id: string, text: string) => answer(client.POST('/paper-templates/{id}/check', { params: { path: { id } }, body: { text } }));

export const publishPaper = (id: string, body: { text: string; base_version: number; comment: string }) =>
  answer(client.POST('/paper-templates/{id}/versions', { params: { path: { id } }, body }));

// A matter by its key, or a record alone.
export type PaperSubject = { instance: string } | { record: { type: string; id: string } };

// The page that the text would print, as HTML.
export const tryPaper = (id: string, text: string, subject: PaperSubject, language: 'zh' | 'en') =>
  answer(client.POST('/paper-templates/{id}/trial', { params: { path: { id }, query: { language } }, body: { text, ...subject }, parseAs: 'text' }));
