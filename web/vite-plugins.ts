import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const compressible = /\.(js|css|html|svg|json)$/;

// Writes .br and .gz beside every text file of the build, so that the server never compresses.
export function precompress(): Plugin {
  return {
    name: 'precompress',
    apply: 'build',
    async writeBundle(options) {
      const folder = options.dir ?? 'dist';
      const names = await readdir(folder, { recursive: true });
      await Promise.all(names.filter((name) => compressible.test(name)).map((name) => compress(join(folder, name))));
    },
  };
}

// A stylesheet of a library must not reach for fonts on another host.
export function dropRemoteFonts(): Plugin {
  return {
    name: 'drop-remote-fonts',
    enforce: 'pre',
    transform(code, id) {
      if (!id.includes('.css')) return null;
      return code.replace(/@font-face\s*\{[^}]*https?:[^}]*\}/g, '');
    },
  };
}

async function compress(path: string) {
  const bytes = await readFile(path);
  if (bytes.length < 1024) return;
  await writeFile(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  const quality = { [constants.BROTLI_PARAM_QUALITY]: 10 };
  await writeFile(`${path}.br`, brotliCompressSync(bytes, { params: quality }));
}
