interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

// Where the view stands so that none of it is spent beyond the drawing while some of the drawing is out of sight. A
// side on which all of it fits has it in the middle.
export function withinDrawing(view: Area, drawing: Area): { x: number; y: number } {
  return {
    x: along(view.x, view.width, drawing.x, drawing.width),
    y: along(view.y, view.height, drawing.y, drawing.height),
  };
}

const edge = 12; // left free around the drawing

function along(at: number, seen: number, from: number, long: number): number {
  const first = from - edge;
  const last = from + long + edge - seen;
  if (last <= first) return (first + last) / 2;
  return Math.min(Math.max(at, first), last);
}
