import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';

// The pages that somebody loads first: the door, then the workbench.
const firstPages = ['/SignInPage.tsx', '/WorkbenchPage.tsx'];
const bytesMax = 400_000;

// Says how many compressed bytes of scripts come before the workbench stands, and fails above the limit.
export function firstLoad(): Plugin {
  return {
    name: 'first-load',
    apply: 'build',
    async writeBundle(options, bundle) {
      const names = namesOf(bundle);
      const sizes = await Promise.all([...names].map((name) => compressedSize(join(options.dir ?? 'dist', name))));
      const bytes = sizes.reduce((sum, size) => sum + size, 0);
      const said = `first load: ${Math.round(bytes / 1000)} kB of compressed scripts in ${names.size} files`;
      if (bytes > bytesMax) this.error(`${said}, more than ${bytesMax / 1000} kB`);
      this.info(said);
    },
  };
}

function namesOf(bundle: Rolldown.OutputBundle): Set<string> {
  const names = new Set<string>();
  const take = (name: string) => {
    const chunk = bundle[name];
    if (chunk?.type !== 'chunk' || names.has(name)) return;
    names.add(name);
    chunk.imports.forEach(take);
  };
  for (const chunk of Object.values(bundle)) {
    if (chunk.type !== 'chunk') continue;
    if (chunk.isEntry || firstPages.some((page) => chunk.facadeModuleId?.endsWith(page))) take(chunk.fileName);
  }
  return names;
}

async function compressedSize(path: string): Promise<number> {
  return brotliCompressSync(await readFile(path)).length;
}
