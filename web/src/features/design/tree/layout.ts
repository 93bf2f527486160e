// Where the steps of a tree are drawn, from left to right: the first branch goes straight on, the
// others lie below it, each in rows of its own, so that no line crosses another.
import type { TreeNode } from './model';
import { isBlock } from './model';

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}
export interface Point {
  x: number;
  y: number;
}
export interface Edge {
  source: string;
  target: string;
  flow?: string; // of a branch: the flow that it begins with
  points: Point[];
  label?: Box;
  row: number; // the height at which the way before the target runs
  isBranch?: boolean; // it leaves a block
}
export interface Drawing {
  shapes: Map<string, { box: Box; label?: Box }>;
  edges: Edge[];
  width: number;
  height: number;
  lanes?: number[]; // of several, the height of each
}

// The loose end of a way that the next step is joined to.
interface Tail {
  source: string;
  flow?: string;
  points: Point[];
  label?: Box;
}

const taskWidth = 136;
const taskHeight = 80;
const eventSize = 36;
const gatewaySize = 50;
export const gap = 60;
const branchGap = 120;
export const rowGap = 34;
const line = 14;
const labelWidth = 96;
const font = 12;

function textWidth(text: string): number {
  return [...text].reduce((sum, each) => sum + (each.charCodeAt(0) > 0x2e7f ? font : font / 2), 0);
}

// Lines that a text takes at this width; words of Latin letters are not broken.
export function linesOf(text: string, width: number): number {
  let lines = 1;
  let used = 0;
  for (const word of text.match(/[\u2e80-\uffff]|[^\u2e80-\uffff\s]+\s?|\s/g) ?? []) {
    const size = textWidth(word);
    if (used > 0 && used + size > width) {
      lines += 1;
      used = 0;
    }
    used += size;
  }
  return lines;
}

function labelSize(text: string): { width: number; height: number } {
  const words = Math.max(0, ...(text.match(/[^\u2e80-\uffff\s]+\s?/g) ?? []).map(textWidth));
  const width = Math.max(Math.min(textWidth(text), labelWidth), words, line) + 6;
  return { width, height: linesOf(text, width - 6) * line };
}

function sizeOf(node: TreeNode): { width: number; height: number } {
  if (node.kind === 'start' || node.kind === 'end' || node.kind === 'delay') return { width: eventSize, height: eventSize };
  if (isBlock(node.kind)) return { width: gatewaySize, height: gatewaySize };
  const words = Math.max(0, ...(node.name.match(/[^\u2e80-\uffff\s]+\s?/g) ?? []).map(textWidth));
  const width = Math.max(taskWidth, words + 12);
  return { width, height: Math.max(taskHeight, linesOf(node.name, width - 10) * 15 + 8) };
}

class Layout {
  shapes: Drawing['shapes'] = new Map();
  edges: Edge[] = [];
  right = 0;

  // `isSpread`: branches lie behind each other as well, so that every step has its own part of the width.
  constructor(
    private isEvent: (node: TreeNode) => boolean,
    private isSpread: boolean,
  ) {}

  // How far a run reaches above and below its line.
  private reach(nodes: TreeNode[], label = ''): { above: number; below: number } {
    let above = Math.max(taskHeight / 2, labelSize(label).height + 8);
    let below = taskHeight / 2;
    for (const node of nodes) {
      const half = this.sizeOf(node).height / 2;
      const name = this.isEvent(node) || isBlock(node.kind) ? labelSize(node.name).height + 6 : 0;
      above = Math.max(above, half + (isBlock(node.kind) ? name : 0));
      below = Math.max(below, half + (this.isEvent(node) ? name : 0));
      const branches = node.branches ?? [];
      branches.forEach((branch, index) => {
        const inner = this.reach(branch.nodes, branch.name);
        if (index === 0) above = Math.max(above, inner.above);
        if (index === branches.length - 1) below = Math.max(below, this.offsets(node)[index] + inner.below);
      });
    }
    return { above, below };
  }

  private sizeOf(node: TreeNode) {
    return this.isEvent(node) ? { width: eventSize, height: eventSize } : sizeOf(node);
  }

  // Of each branch of a block, how far its line lies below that of the block.
  private offsets(node: TreeNode): number[] {
    const result: number[] = [];
    let below = 0;
    node.branches!.forEach((branch, index) => {
      const reach = this.reach(branch.nodes, branch.name);
      const own = index === 0 ? 0 : below + rowGap + reach.above;
      result.push(own);
      below = own + reach.below;
    });
    return result;
  }

  private put(id: string, box: Box, name: string, where: 'below' | 'above' | 'inside') {
    const size = labelSize(name);
    const label =
      name && where !== 'inside'
        ? { x: Math.round(box.x + box.width / 2 - size.width / 2), y: where === 'below' ? box.y + box.height + 4 : box.y - size.height - 4, ...size }
        : undefined;
    this.shapes.set(id, { box, label });
    this.right = Math.max(this.right, box.x + box.width, label ? label.x + label.width : 0);
  }

  private connect(tails: Tail[], target: string, box: Box, y: number) {
    for (const tail of tails) {
      const end = tail.points.at(-1)!;
      const points = [...tail.points];
      if (end.y !== y) points.push({ x: box.x - gap / 2, y: end.y }, { x: box.x - gap / 2, y });
      points.push({ x: box.x, y });
      this.edges.push({ source: tail.source, target, flow: tail.flow, label: tail.label, points: straight(points), row: end.y, isBranch: tail.flow !== undefined });
    }
  }

  // Draws a run from x on along the line at y, and says what is left to be joined.
  run(nodes: TreeNode[], tails: Tail[], x: number, y: number): { tails: Tail[]; x: number } {
    for (const node of nodes) {
      const size = this.sizeOf(node);
      const box = { x, y: y - size.height / 2, ...size };
      this.put(node.id, box, node.name, isBlock(node.kind) ? 'above' : this.isEvent(node) ? 'below' : 'inside');
      this.connect(tails, node.id, box, y);
      if (isBlock(node.kind)) {
        const after = this.block(node, box, y);
        tails = after.tails;
        x = after.x;
      } else {
        tails = node.kind === 'end' ? [] : [{ source: node.id, points: [{ x: x + size.width, y }] }];
        x += size.width + gap;
      }
    }
    return { tails, x };
  }

  private block(node: TreeNode, box: Box, y: number): { tails: Tail[]; x: number } {
    const offsets = this.offsets(node);
    const tails: Tail[] = [];
    const middle = box.x + box.width / 2;
    let x = box.x + box.width + branchGap;
    node.branches!.forEach((branch, index) => {
      const own = y + offsets[index];
      const from = index === 0 ? [{ x: box.x + box.width, y }] : [{ x: middle, y: box.y + box.height }, { x: middle, y: own }];
      const size = labelSize(branch.name);
      const label = branch.name ? { x: box.x + box.width + 6, y: own - size.height - 4, ...size } : undefined;
      const start = this.isSpread ? x : box.x + box.width + branchGap;
      const inner = this.run(branch.nodes, [{ source: node.id, flow: branch.flow, points: from, label }], start, own);
      tails.push(...inner.tails);
      x = Math.max(x, inner.x);
    });
    if (!node.join) return { tails, x: x + gap / 2 };
    const join = { x, y: y - gatewaySize / 2, width: gatewaySize, height: gatewaySize };
    this.put(node.join, join, '', 'inside');
    for (const tail of tails) {
      const end = tail.points.at(-1)!;
      const to = end.y === y ? [{ x: join.x, y }] : [{ x: join.x + gatewaySize / 2, y: end.y }, { x: join.x + gatewaySize / 2, y: join.y + gatewaySize }];
      this.edges.push({ source: tail.source, target: node.join, flow: tail.flow, label: tail.label, points: straight([...tail.points, ...to]), row: end.y, isBranch: tail.flow !== undefined });
    }
    return { tails: [{ source: node.join, points: [{ x: join.x + gatewaySize, y }] }], x: x + gatewaySize + gap };
  }

  draw(nodes: TreeNode[], left: number, top: number): Drawing {
    const reach = this.reach(nodes);
    this.run(nodes, [], left + gap / 2, top + reach.above + rowGap);
    return { shapes: this.shapes, edges: this.edges, width: this.right - left + gap / 2, height: reach.above + reach.below + 2 * rowGap };
  }
}

// The line without the points that it passes straight through.
export function straight(points: Point[]): Point[] {
  return points.filter((each, index) => {
    const [before, after] = [points[index - 1], points[index + 1]];
    if (!before) return true;
    if (before.x === each.x && before.y === each.y) return false;
    return !after || !((before.x === each.x && each.x === after.x) || (before.y === each.y && each.y === after.y));
  });
}

// The height that a name takes which is written upwards.
export const lengthOfName = (name: string | null | undefined) => (name ?? '').length * 12 + 20;

export function layOut(nodes: TreeNode[], isEvent: (node: TreeNode) => boolean, left: number, top: number, isSpread = false): Drawing {
  return new Layout(isEvent, isSpread).draw(nodes, left, top);
}
