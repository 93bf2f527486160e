import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { HtmlTagDescriptor, Plugin, Rolldown } from 'vite';

// What somebody loads first: the entry asks for the start, which holds the frame and the workbench; then the door.
const start = '/app/start.tsx';
const door = '/SignInPage.tsx';
// Of these one, by the language of who loads.
const words = ['/locales/zh-CN.ts', '/locales/en.ts'];
const bytesMax = 270_000;

// One file for what everybody loads first, instead of the many that later pages would share with it. What is asked
// ahead of it stands for itself.
export const firstChunks = [
  { name: 'ahead', test: /\/src\/(api\/ahead|lib\/first-texts)\.ts$|vite\/preload-helper/, priority: 2 },
  { name: 'start', test: /\/src\/app\/start\.tsx$/, priority: 1, includeDependenciesRecursively: true },
];

// Lets the browser fetch the start and its styles together with the entry that asks for it.
export function preloadStart(): Plugin {
  return {
    name: 'preload-start',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle = {} }) {
        const names = [...namesOf(bundle, [start])];
        const styles = names.flatMap((name) => [...(bundle[name].viteMetadata?.importedCss ?? [])]);
        return [...names.map((name) => link('modulepreload', name)), ...styles.map((name) => link('stylesheet', name))];
      },
    },
  };
}

function link(rel: string, name: string): HtmlTagDescriptor {
  return { tag: 'link', attrs: { rel, crossorigin: true, href: `/${name}` }, injectTo: 'head' };
}

// Says how many compressed bytes of scripts come before the workbench stands, and fails above the limit.
export function firstLoad(): Plugin {
  return {
    name: 'first-load',
    apply: 'build',
    writeBundle: {
      order: 'post',
      sequential: true,
      async handler(options, bundle) {
        const loads = words.map((language) => namesOf(bundle, [start, door, language]));
        const bytes = Math.max(...(await Promise.all(loads.map((names) => sizeOf(options.dir ?? 'dist', names)))));
        const said = `first load: ${Math.round(bytes / 1000)} kB of compressed scripts in ${loads[0].size} files`;
        if (bytes > bytesMax) this.error(`${said}, more than ${bytesMax / 1000} kB`);
        this.info(said);
      },
    },
  };
}

// The scripts that these modules stand in, with everything that they import.
function namesOf(bundle: Rolldown.OutputBundle, modules: string[]): Set<string> {
  const names = new Set<string>();
  const take = (name: string) => {
    const chunk = bundle[name];
    if (chunk?.type !== 'chunk' || names.has(name)) return;
    names.add(name);
    chunk.imports.forEach(take);
  };
  for (const chunk of Object.values(bundle)) {
    if (chunk.type === 'chunk' && chunk.moduleIds.some((id) => modules.some((name) => id.endsWith(name)))) take(chunk.fileName);
  }
  return names;
}

async function sizeOf(folder: string, names: Set<string>): Promise<number> {
  const sizes = await Promise.all([...names].map((name) => compressedSize(join(folder, name))));
  return sizes.reduce((sum, size) => sum + size, 0);
}

// `precompress` has written the compressed file of all but the smallest.
async function compressedSize(path: string): Promise<number> {
  return (await stat(`${path}.br`).catch(() => stat(path))).size;
}
