// `jw:reads`: the fields of the record that formulas of the process see. Whoever looks at a field in a
// condition has it read; no process owner has to list it.
import { allNodes, type Tree } from './model';

const setting = 'of.jw:reads';

export function withReads(tree: Tree, known: string[]): Tree {
  const start = tree.nodes.find((node) => node.kind === 'start');
  if (!start) return tree;
  const listed = (start.settings[setting] ?? '').split(',').map((each) => each.trim()).filter(Boolean);
  const nodes = allNodes(tree.nodes);
  const formulas = [
    ...nodes.flatMap((node) => Object.entries(node.settings).filter(([name]) => !name.startsWith('of.')).map(([, value]) => value)),
    ...nodes.flatMap((node) => (node.branches ?? []).map((branch) => branch.condition)),
  ].filter((each) => each.trim().startsWith('='));
  const seen = formulas.flatMap((each) => [...each.matchAll(/\brecord\.([a-z_][A-Za-z0-9_]*)/g)].map(([, field]) => field));
  const missing = [...new Set(seen)].filter((field) => known.includes(field) && !listed.includes(field));
  if (missing.length === 0) return tree;
  const changed = { ...start, settings: { ...start.settings, [setting]: [...listed, ...missing].join(', ') } };
  return { ...tree, nodes: tree.nodes.map((node) => (node === start ? changed : node)) };
}
