// `jw:dissent`: a new approval ends the matter when it is declined, whatever branches follow. Where a condition asks how
// it ended, the branches say what follows instead.
import { allNodes, type Tree, type TreeNode } from './model';

const setting = 'jw:dissent';

export function withDissents(tree: Tree): Tree {
  const conditions = allNodes(tree.nodes).flatMap((node) => (node.branches ?? []).map((branch) => branch.condition));
  const isAsked = ({ id, settings }: TreeNode) => settings[setting] === 'end' && conditions.some((each) => new RegExp(`\\b${id}\\.`).test(each));
  const change = (nodes: TreeNode[]): TreeNode[] =>
    nodes.map((node) => {
      const branches = node.branches?.map((branch) => ({ ...branch, nodes: change(branch.nodes) }));
      const settings = isAsked(node) ? { ...node.settings, [setting]: '' } : node.settings;
      return { ...node, settings, ...(branches && { branches }) };
    });
  return allNodes(tree.nodes).some(isAsked) ? { ...tree, nodes: change(tree.nodes) } : tree;
}
