interface Place {
  type: string;
  x: number;
}

// Where a process that is too large to be read as a whole begins to be read: its start event that stands most to the left.
export function beginningOf<Shape extends Place>(shapes: Shape[]): Shape | undefined {
  return shapes.filter(({ type }) => type === 'bpmn:StartEvent').toSorted((one, other) => one.x - other.x)[0];
}
