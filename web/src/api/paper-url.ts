import { apiBase } from './client';

export function paperUrl(instance: string, language: 'zh' | 'en'): string {
  return `${apiBase}/instances/${encodeURIComponent(instance)}/paper?language=${language}`;
}
