// A drawing in rows taken apart into lanes: every step keeps its place from left to right, and its row
// within its lane. Steps lie behind each other there, so that lines between lanes pass between them.
import { type Box, type Drawing, type Edge, gap, heightBack, labelBack, layOut, lengthOfName, type Point, rowGap, straight } from './layout';
import { allNodes, elementsOf, type Lane, laneOf, type TreeNode } from './model';

const least = 24; // that a row without a step reaches up and down

interface Row {
  above: number;
  below: number;
  y: number; // where it lies in the end
}

export function layOutInLanes(nodes: TreeNode[], lanes: Lane[], isEvent: (node: TreeNode) => boolean, left: number, top: number): Drawing {
  const drawing = layOut(nodes, isEvent, left, top, lanes.length > 1);
  return lanes.length > 1 ? intoLanes(drawing, nodes, lanes, top) : drawing;
}

function intoLanes(drawing: Drawing, nodes: TreeNode[], lanes: Lane[], top: number): Drawing {
  const placed = placesOf(nodes, lanes);
  const rows = rowsOf(drawing, placed, lanes);
  const backs = drawing.edges.filter((edge) => edge.isBack);
  const lines = linesAbove(backs, top + rowGap / 2);
  const heights = stack(rows, lanes, top, lines.height);
  const rowAt = (id: string, y: number) => rows.get(placed.get(id)!)!.get(y)!;
  const shapes: Drawing['shapes'] = new Map();
  for (const [id, { box, label }] of drawing.shapes) {
    const by = rowAt(id, middle(box)).y - middle(box);
    shapes.set(id, { box: { ...box, y: box.y + by }, label: label && { ...label, y: label.y + by } });
  }
  const joins = new Set(allNodes(nodes).flatMap((node) => node.join ?? []));
  const edges = drawing.edges.map((edge) => {
    if (edge.isBack) return { ...edge, ...lineBack(edge, shapes.get(edge.source)!.box, shapes.get(edge.target)!.box, lines.of.get(edge)!) };
    const row = rowAt(laneGiver(edge, joins), edge.row).y;
    const points = straight(wayOf(shapes.get(edge.source)!.box, shapes.get(edge.target)!.box, row, edge.isBranch === true, joins.has(edge.target)));
    return { ...edge, points, label: edge.label && { ...edge.label, y: row - edge.label.height - 4 } };
  });
  return { ...drawing, shapes, edges, height: heights.reduce((sum, each) => sum + each, 0), lanes: heights };
}

const middle = (box: Box) => box.y + box.height / 2;

// The lane of every step and gateway.
function placesOf(nodes: TreeNode[], lanes: Lane[]): Map<string, string> {
  const places = new Map<string, string>();
  for (const each of allNodes(nodes).flatMap(elementsOf)) places.set(each.id, laneOf({ lanes }, each.lane)!);
  return places;
}

// Whose lane the line before the target runs in: that of the first step of a branch, else that of where it comes from.
function laneGiver(edge: Edge, joins: Set<string>): string {
  return edge.isBranch && !joins.has(edge.target) ? edge.target : edge.source;
}

// Of every lane its rows, by where they lay, with what they need.
function rowsOf(drawing: Drawing, placed: Map<string, string>, lanes: Lane[]): Map<string, Map<number, Row>> {
  const rows = new Map(lanes.map((lane) => [lane.id, new Map<number, Row>()]));
  const reach = (id: string, y: number, above: number, below: number) => {
    const inLane = rows.get(placed.get(id)!)!;
    const row = inLane.get(y) ?? { above: least, below: least, y: 0 };
    inLane.set(y, { above: Math.max(row.above, above), below: Math.max(row.below, below), y: 0 });
  };
  for (const [id, { box, label }] of drawing.shapes) {
    const y = middle(box);
    reach(id, y, y - Math.min(box.y, label?.y ?? box.y), Math.max(box.y + box.height, label ? label.y + label.height : 0) - y);
  }
  for (const edge of drawing.edges.filter((each) => !each.isBack)) for (const id of [edge.source, edge.target]) reach(id, edge.row, (edge.label?.height ?? 0) + 8, 0);
  return rows;
}

// Puts the rows below each other, lane after lane; answers the height of each lane.
function stack(rows: Map<string, Map<number, Row>>, lanes: Lane[], top: number, room: number): number[] {
  let y = top;
  return lanes.map((lane, index) => {
    const start = y;
    if (index === 0) y += room;
    const inLane = [...rows.get(lane.id)!].sort(([one], [other]) => one - other);
    y += rowGap;
    for (const [, row] of inLane) {
      row.y = y + row.above;
      y = row.y + row.below + rowGap / 2;
    }
    y = Math.max(y + rowGap / 2, start + Math.max(lengthOfName(lane.name), 2 * least + 2 * rowGap));
    return y - start;
  });
}

// Lines that lead back run above everything else, each at a height of its own.
function linesAbove(backs: Edge[], top: number): { of: Map<Edge, number>; height: number } {
  let y = top;
  const of = new Map(
    backs.map((edge) => {
      y += heightBack(edge.label);
      return [edge, y] as const;
    }),
  );
  return { of, height: y - top };
}

// Up in front of a block, or behind a step, where no other step lies.
function lineBack(edge: Edge, source: Box, target: Box, y: number): Pick<Edge, 'points' | 'label'> {
  const x = edge.isBranch ? source.x - gap / 4 : source.x + source.width + gap / 4;
  const out = edge.isBranch
    ? [{ x: source.x + source.width / 2, y: source.y }, { x: source.x + source.width / 2, y: source.y - gap / 4 }, { x, y: source.y - gap / 4 }]
    : [{ x: source.x + source.width, y: middle(source) }, { x, y: middle(source) }];
  const into = target.x + target.width / 2;
  return { points: straight([...out, { x, y }, { x: into, y }, { x: into, y: target.y }]), label: edge.label && labelBack(edge.label, x, y) };
}

// From one step to the next: along the row of the way, up or down only where no step lies.
function wayOf(source: Box, target: Box, row: number, isBranch: boolean, isJoin: boolean): Point[] {
  const from = middle(source);
  const to = middle(target);
  const points: Point[] = [];
  if (isBranch && row !== from) {
    const x = source.x + source.width / 2;
    points.push({ x, y: row > from ? source.y + source.height : source.y }, { x, y: row });
  } else points.push({ x: source.x + source.width, y: from });
  const y = points.at(-1)!.y;
  if (y === to) return [...points, { x: target.x, y }];
  if (isJoin) {
    const x = target.x + target.width / 2;
    return [...points, { x, y }, { x, y: y < to ? target.y : target.y + target.height }];
  }
  const x = target.x - gap / 2;
  return [...points, { x, y }, { x, y: to }, { x: target.x, y: to }];
}
