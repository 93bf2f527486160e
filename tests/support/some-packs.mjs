// A folder with some of the packs there are, for what others have no part in; the caller removes it.
import { mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export function somePacks(...names) {
  const folder = mkdtempSync(join(tmpdir(), 'jingwei-packs-'));
  const real = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'packs');
  for (const name of names) symlinkSync(join(real, name), join(folder, name));
  return folder;
}
