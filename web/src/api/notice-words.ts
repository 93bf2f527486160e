import { queryOptions } from '@tanstack/react-query';
import { answer, client, type Schemas } from './client';

export type NoticeWords = Schemas['NoticeWords'];

export const noticeWordsQuery = () => queryOptions({ queryKey: ['notice-words'], queryFn: () => answer(client.GET('/notice-words')) });

export const setNoticeWords = (kind: string, body: NoticeWords) => answer(client.PUT('/notice-words/{kind}', { params: { path: { kind } }, body }));

export const dropNoticeWords = (kind: string) => answer(client.DELETE('/notice-words/{kind}', { params: { path: { kind } } }));

// The words filled in with the values of an example.
export const tryNoticeWords = (kind: string, body: NoticeWords) => answer(client.POST('/notice-words/{kind}/trial', { params: { path: { kind } }, body }));
