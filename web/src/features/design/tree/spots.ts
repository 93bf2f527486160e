// Where a step of a tree stands.
import { allNodes, type Tree, type TreeNode } from './model';

// A place between steps: in the run of a branch (by its flow) or the main one (null), at an index.
export interface Spot {
  branch: string | null;
  index: number;
}

export function findNode(tree: Pick<Tree, 'nodes'>, id: string): TreeNode | undefined {
  return allNodes(tree.nodes).find((node) => node.id === id);
}

export function runAt(tree: Pick<Tree, 'nodes'>, branch: string | null): TreeNode[] {
  if (branch === null) return tree.nodes;
  return allNodes(tree.nodes).flatMap((node) => node.branches ?? []).find((each) => each.flow === branch)?.nodes ?? [];
}

export function spotOf(tree: Pick<Tree, 'nodes'>, id: string): Spot | undefined {
  const runs = [null, ...allNodes(tree.nodes).flatMap((node) => (node.branches ?? []).map((each) => each.flow))];
  for (const branch of runs) {
    const index = runAt(tree, branch).findIndex((node) => node.id === id);
    if (index >= 0) return { branch, index };
  }
  return undefined;
}
