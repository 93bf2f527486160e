import { apiBase } from './client';

export function attachmentUrl(id: string): string {
  return `${apiBase}/attachments/${encodeURIComponent(id)}`;
}
