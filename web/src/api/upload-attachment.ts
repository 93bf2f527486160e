import { answer, apiBase, type Schemas } from './client';
import { personHeader } from './drawn-for';

// What the server takes of one file.
export const attachmentBytesMax = 64 * 1024 * 1024;

// Stores the raw bytes of a file and answers what a field keeps of it.
export function uploadAttachment(file: File): Promise<Schemas['Attachment']> {
  return answer<Schemas['Attachment']>(post(file));
}

async function post(file: File) {
  const response = await fetch(`${apiBase}/attachments?name=${encodeURIComponent(file.name)}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream', ...personHeader() },
    body: file,
  });
  const body: unknown = await response.json().catch(() => undefined);
  return response.ok ? { data: body as Schemas['Attachment'], response } : { error: body, response };
}
