// The record types of the shipped packs, as their files have them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';

const packs = fileURLToPath(new URL('../../packs', import.meta.url));

// Each with its id, the name of its file.
export function recordTypes() {
  return readdirSync(packs).flatMap((pack) => {
    const folder = join(packs, pack, 'records');
    return readdirSync(folder).map((file) => ({ id: file.slice(0, -5), ...load(readFileSync(join(folder, file), 'utf8')) }));
  });
}
