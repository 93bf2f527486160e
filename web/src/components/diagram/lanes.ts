// The names of lanes beside a diagram that is moved: where their own place is out of view, they stand at the edge.
export interface Box {
  name: string;
  x: number;
  y: number;
  height: number;
}
export interface View {
  x: number;
  y: number;
  height: number; // what is seen of the model
  scale: number;
}
export interface LaneName {
  name: string;
  top: number; // in pixels of the canvas
  height: number;
}

const heading = 30; // how wide a lane keeps its name
const readable = 34; // pixels below which a name says nothing

export function lanesAtEdge(lanes: Box[], view: View): LaneName[] {
  return lanes
    .filter((lane) => lane.name && lane.x + heading / 2 < view.x)
    .map((lane) => {
      const top = Math.max(lane.y, view.y);
      const bottom = Math.min(lane.y + lane.height, view.y + view.height);
      return { name: lane.name, top: (top - view.y) * view.scale, height: (bottom - top) * view.scale };
    })
    .filter((lane) => lane.height >= readable);
}
