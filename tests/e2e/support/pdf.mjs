// What a PDF says, page by page, read by poppler.
import { execFileSync } from 'node:child_process';

export function pagesOf(pdf) {
  const text = execFileSync('pdftotext', ['-layout', '-enc', 'UTF-8', '-', '-'], { input: pdf, encoding: 'utf8' });
  return text.split('\f').slice(0, -1);
}
