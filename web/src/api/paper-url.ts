import { apiBase } from './client';

type Language = 'zh' | 'en';

export function paperUrl(instance: string, language: Language, template?: string): string {
  return `${apiBase}/instances/${encodeURIComponent(instance)}/paper?${query(language, template)}`;
}

export function recordPaperUrl(type: string, id: string, language: Language, template?: string): string {
  return `${apiBase}/records/${encodeURIComponent(type)}/${encodeURIComponent(id)}/paper?${query(language, template)}`;
}

// Several matters, each on sheets of its own.
export function papersUrl(instances: string[], language: Language): string {
  return `${apiBase}/papers?instances=${instances.map(encodeURIComponent).join(',')}&${query(language)}`;
}

function query(language: Language, template?: string): string {
  return new URLSearchParams({ language, ...(template ? { template } : {}) }).toString();
}
