import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform, type Selector } from 'lightningcss';
import { type Plugin, type Rolldown, Visitor } from 'vite';

const makers = new Set(['genStyleHooks', 'genSubStyleComponent']);

// The styles of antd come from its file (`zeroRuntime` of the theme), so that the functions that would make them in the
// browser are never called: what they are made of is left out of the scripts.
export function dropStyleFunctions(): Plugin {
  return {
    name: 'drop-style-functions',
    apply: 'build',
    transform(code, id) {
      if (!/\/antd\/es\/.+\/style\/.+\.js$/.test(id)) return null;
      const functions: { start: number; end: number }[] = [];
      new Visitor({
        CallExpression({ callee, arguments: [, styleFunction] }) {
          if (callee.type === 'Identifier' && makers.has(callee.name)) functions.push(styleFunction);
        },
      }).visit(this.parse(code));
      return functions.reduceRight((text, { start, end }) => `${text.slice(0, start)}() => []${text.slice(end)}`, code);
    },
  };
}

// Drops the styles of the components of antd that no script of the build contains.
export function dropUnusedStyles(): Plugin {
  return {
    name: 'drop-unused-styles',
    apply: 'build',
    enforce: 'post',
    generateBundle(_, bundle) {
      const unused = unusedComponents(bundle);
      for (const asset of Object.values(bundle)) {
        if (asset.type === 'asset' && asset.fileName.endsWith('.css')) asset.source = without(unused, asset.source);
      }
    },
  };
}

function unusedComponents(bundle: Rolldown.OutputBundle): string[] {
  const ids = Object.values(bundle).flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
  const used = new Set(ids.map((id) => /\/antd\/es\/([a-z-]+)\//.exec(id)?.[1]));
  const folder = dirname(fileURLToPath(import.meta.resolve('antd/es/index.js')));
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map(({ name }) => name).filter((name) => !used.has(name));
}

function without(components: string[], source: string | Uint8Array): Uint8Array {
  const classes = new RegExp(`^ant-(${components.join('|')})(-|$)`);
  const isUnused = (selector: Selector) => classes.test(firstClassOf(selector) ?? '');
  return transform({
    filename: 'antd.css',
    code: typeof source === 'string' ? new TextEncoder().encode(source) : source,
    minify: true,
    visitor: { Rule: { style: ({ value }) => (value.selectors.every(isUnused) ? [] : undefined) } },
  }).code;
}

// The component of antd that a selector is about stands first in it.
function firstClassOf(selector: Selector): string | undefined {
  for (const part of selector) {
    if (part.type === 'class' && part.name.startsWith('ant-')) return part.name;
  }
  return undefined;
}
