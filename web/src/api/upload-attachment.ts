import { apiBase, type Schemas } from './client';
import { Problem } from './problem';

// Stores the raw bytes of a file and answers what a field keeps of it.
export async function uploadAttachment(file: File): Promise<Schemas['Attachment']> {
  const response = await fetch(`${apiBase}/attachments?name=${encodeURIComponent(file.name)}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream' },
    body: file,
  });
  const body = (await response.json().catch(() => ({}))) as object;
  if (!response.ok) throw new Problem(response.status, body);
  return body as Schemas['Attachment'];
}
