// What can be drawn: a step is a task of people, and what the engine does not run is not offered.
interface Entry {
  title?: string;
  [other: string]: unknown;
}
type Entries = Record<string, Entry>;
interface Provided {
  registerProvider(priority: number, provider: object): void;
}
type Translate = (template: string) => string;
interface ElementFactory {
  createShape(values: object): unknown;
}
interface Create {
  start(event: Event, shape: unknown, context?: object): void;
}
interface AutoPlace {
  append(source: unknown, shape: unknown): void;
}

const notOffered = ['create.data-object', 'create.data-store', 'create.group', 'create.participant-expanded', 'create.intermediate-event'];

function Offers(palette: Provided, contextPad: Provided, factory: ElementFactory, create: Create, autoPlace: AutoPlace, translate: Translate) {
  const fresh = () => factory.createShape({ type: 'bpmn:UserTask' });
  palette.registerProvider(300, {
    getPaletteEntries: () => (entries: Entries) => {
      const begin = (event: Event) => create.start(event, fresh());
      const kept = Object.entries(entries).filter(([id]) => !notOffered.includes(id));
      return Object.fromEntries(
        kept.map(([id, entry]) =>
          id === 'create.task'
            ? [id, { ...entry, className: 'bpmn-icon-user-task', title: translate('Create user task'), action: { dragstart: begin, click: begin } }]
            : [id, entry],
        ),
      );
    },
  });
  contextPad.registerProvider(300, {
    getContextPadEntries: (source: unknown) => (entries: Entries) => {
      if (!entries['append.append-task']) return entries;
      const action = {
        click: () => autoPlace.append(source, fresh()),
        dragstart: (event: Event) => create.start(event, fresh(), { source }),
      };
      const task = { ...entries['append.append-task'], className: 'bpmn-icon-user-task', title: translate('Append user task'), action };
      return { ...entries, 'append.append-task': task };
    },
  });
}
Offers.$inject = ['palette', 'contextPad', 'elementFactory', 'create', 'autoPlace', 'translate'];

export const offers = { __init__: ['offers'], offers: ['type', Offers] };
