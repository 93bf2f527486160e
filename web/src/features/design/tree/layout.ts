// Where the steps of a tree are drawn, from left to right: the first branch goes straight on, the
// others lie below it, each in rows of its own, so that no line crosses another. Lines of routes run back
// above the steps that they pass.
import type { TreeNode } from './model';
import { isBlock } from './model';
import { type Back, isDirect, planBacks } from './backs';

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
  isBack?: boolean; // it is a route
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
const entryGap = 12; // between routes that come in at one step
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
  private plan: ReturnType<typeof planBacks> = { backs: [], above: new Map() };
  private rows = new Map<TreeNode[], number>();
  private tails = new Map<string, Tail[]>(); // what a route begins with
  private entries = new Map<string, number>();

  // `isSpread`: branches lie behind each other as well, so that every step has its own part of the width.
  constructor(
    private isEvent: (node: TreeNode) => boolean,
    private isSpread: boolean,
  ) {}

  // How far a run reaches above and below its line, with the lines back above it.
  private reach(nodes: TreeNode[], label = ''): { above: number; below: number } {
    const { above, below } = this.reachOfSteps(nodes, label);
    return { above: above + (this.plan.above.get(nodes) ?? []).reduce((sum, each) => sum + roomFor(each), 0), below };
  }

  private reachOfSteps(nodes: TreeNode[], label = ''): { above: number; below: number } {
    let above = Math.max(taskHeight / 2, labelSize(label).height + 8);
    let below = taskHeight / 2;
    for (const node of nodes) {
      const half = this.sizeOf(node).height / 2;
      const name = this.isEvent(node) || isBlock(node.kind) ? labelSize(node.name).height + 6 : 0;
      above = Math.max(above, half + (isBlock(node.kind) ? name : 0));
      below = Math.max(below, half + (this.isEvent(node) ? name : 0));
      const offsets = node.branches ? this.offsets(node) : [];
      (node.branches ?? []).forEach((branch, index) => {
        if (isDirect(branch.nodes)) return;
        const inner = this.reach(branch.nodes, branch.name);
        if (offsets[index] === 0) above = Math.max(above, inner.above);
        below = Math.max(below, offsets[index] + inner.below);
      });
    }
    return { above, below };
  }

  private sizeOf(node: TreeNode) {
    return this.isEvent(node) ? { width: eventSize, height: eventSize } : sizeOf(node);
  }

  // Of each branch of a block, how far its line lies below that of the block; a mere route needs no row.
  private offsets(node: TreeNode): number[] {
    let below: number | undefined;
    return node.branches!.map((branch) => {
      if (isDirect(branch.nodes)) return 0;
      const reach = this.reach(branch.nodes, branch.name);
      const own = below === undefined ? 0 : below + rowGap + reach.above;
      below = own + reach.below;
      return own;
    });
  }

  // A name stands above its gateway, beside it where a line back leaves upwards.
  private put(id: string, box: Box, name: string, where: 'below' | 'above' | 'aside' | 'inside') {
    const size = labelSize(name);
    const label =
      name && where !== 'inside'
        ? { x: Math.round(box.x + box.width / 2 + (where === 'aside' ? 6 : -size.width / 2)), y: where === 'below' ? box.y + box.height + 4 : box.y - size.height - 4, ...size }
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
    this.rows.set(nodes, y);
    for (const node of nodes) {
      if (node.kind === 'route') {
        this.tails.set(node.id, tails);
        return { tails: [], x };
      }
      if (node.merge) {
        const merge = { x, y: y - gatewaySize / 2, width: gatewaySize, height: gatewaySize };
        this.put(node.merge, merge, '', 'inside');
        this.connect(tails, node.merge, merge, y);
        tails = [{ source: node.merge, points: [{ x: x + gatewaySize, y }] }];
        x += gatewaySize + gap;
      }
      const size = this.sizeOf(node);
      const box = { x, y: y - size.height / 2, ...size };
      this.put(node.id, box, node.name, isBlock(node.kind) ? (node.branches!.some((each) => isDirect(each.nodes)) ? 'aside' : 'above') : this.isEvent(node) ? 'below' : 'inside');
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
      const from = own === y ? [{ x: box.x + box.width, y }] : [{ x: middle, y: box.y + box.height }, { x: middle, y: own }];
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

  // Where a line back runs above a run: above its steps and the lines that are nearer to them.
  private heightAbove(run: Back['runs'][number], back: Back): number {
    let y = this.rows.get(run.nodes)! - this.reachOfSteps(run.nodes, run.name).above;
    for (const each of this.plan.above.get(run.nodes)!) {
      if (each === back) break;
      y -= roomFor(each);
    }
    return y - 8;
  }

  // From the end of a way up, above all steps to the left, and down to the step it leads back to.
  private lineBack(back: Back, tail: Tail) {
    const target = this.shapes.get(back.target)!.box;
    const source = this.shapes.get(tail.source)!.box;
    const end = tail.points.at(-1)!;
    const isStraightUp = isDirect(back.own);
    const middle = source.x + source.width / 2;
    let x = isStraightUp ? middle : end.x + gap / 4;
    const points = isStraightUp ? [{ x, y: source.y }] : [end, { x, y: end.y }];
    for (const run of back.runs) {
      const y = this.heightAbove(run, back);
      points.push({ x, y });
      x = run.block ? this.shapes.get(run.block)!.box.x - gap / 2 + 2 : target.x + target.width / 2 + this.nextEntry(back.target, target);
      points.push({ x, y });
    }
    points.push({ x, y: target.y });
    const label = tail.label && (isStraightUp ? labelBack(tail.label, middle, points[1].y) : tail.label);
    this.right = Math.max(this.right, points[1].x);
    this.edges.push({ source: tail.source, target: back.target, flow: tail.flow, label, points: straight(points), row: end.y, isBranch: tail.flow !== undefined, isBack: true });
  }

  private nextEntry(id: string, box: Box): number {
    const number = this.entries.get(id) ?? 0;
    this.entries.set(id, number + 1);
    return box.width < taskWidth ? 0 : Math.min(number * entryGap, box.width / 2 - entryGap);
  }

  draw(nodes: TreeNode[], left: number, top: number): Drawing {
    this.plan = planBacks(nodes);
    const reach = this.reach(nodes);
    this.run(nodes, [], left + gap / 2, top + reach.above + rowGap);
    for (const back of this.plan.backs) for (const tail of this.tails.get(back.id) ?? []) this.lineBack(back, tail);
    return { shapes: this.shapes, edges: this.edges, width: this.right - left + gap / 2, height: reach.above + reach.below + 2 * rowGap };
  }
}

// How high the room is that a line back needs above other steps, with its label on it.
export const heightBack = (label: { height: number } | undefined) => (label ? label.height + 12 : 16);
const roomFor = (back: Back) => heightBack(back.label ? labelSize(back.label) : undefined);

// A label that stands on a line back, left of where the line comes up.
export const labelBack = (label: Box, x: number, y: number): Box => ({ ...label, x: x - label.width - 4, y: y - label.height - 2 });

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
