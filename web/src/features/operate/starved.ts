// Joins that wait for tokens nothing can bring any more, read from what the engine says of them: a line for each.
export interface StarvedJoin {
  join: string;
  flows: string[]; // those without a token; none: the join counts its tokens or has a condition
}

const line = /^(.+?) waits for a token(?: on (.+))? that nothing can bring any more$/;

// Undefined when the text speaks of something else.
export function starvedJoins(message: string): StarvedJoin[] | undefined {
  const found = message.split('\n').map((each) => line.exec(each));
  if (!found.every((each) => each !== null)) return undefined;
  return found.map(([, join, flows]) => ({ join, flows: flows?.split(', ') ?? [] }));
}

export interface Flow {
  name: string;
  source: string;
}

export function sequenceFlowsOf(xml: string): Map<string, Flow> {
  const model = new DOMParser().parseFromString(xml, 'application/xml');
  const all = [...model.querySelectorAll('[sourceRef][targetRef]')].filter((part) => part.localName === 'sequenceFlow');
  return new Map(all.map((part) => [part.getAttribute('id') ?? '', { name: part.getAttribute('name') ?? '', source: part.getAttribute('sourceRef') ?? '' }]));
}

// What the drawing marks: the joins and the flows that bring them nothing.
export function markersOf(messages: string[]): Record<string, string> {
  const joins = messages.flatMap((message) => starvedJoins(message) ?? []);
  return Object.fromEntries(joins.flatMap(({ join, flows }) => [[join, 'jw-incident'], ...flows.map((flow) => [flow, 'jw-missing'])]));
}

// Where in the drawing an incident is: at the join it speaks of, else at its element.
export function placeOf(incident: { elementId: string; errorMessage: string }): string {
  return starvedJoins(incident.errorMessage)?.[0].join ?? incident.elementId;
}
