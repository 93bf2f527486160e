import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import { MinusOutlined, PlusOutlined, AimOutlined } from '@ant-design/icons';
import { Alert, Button, Space } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useLabel } from '@/lib/language';
import { formatInstant } from '@/lib/time';
import { useWaitedFor } from '@/components/useWaitedFor';
import { beginningOf } from './beginning';
import { type Box, type LaneName, lanesAtEdge, type View } from './lanes';
import { withinDrawing } from './within';
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import './diagram.css';

type Diagram = Schemas['Diagram'];

interface Seen extends View {
  width: number;
  height: number;
}
interface Canvas {
  zoom(level?: 'fit-viewport' | number, center?: 'auto'): number;
  addMarker(element: string, marker: string): void;
  removeMarker(element: string, marker: string): void;
  viewbox(box?: Seen): Seen & { inner: Omit<Seen, 'scale'> };
}
interface Overlays {
  add(element: string, overlay: { position: object; html: string | HTMLElement }): void;
}
interface Shape extends Omit<Box, 'name'> {
  type: string;
  width: number;
  waypoints?: { x: number; y: number }[];
  businessObject: { name?: string };
}
interface Registry {
  get(element: string): Shape | undefined;
  filter(accepts: (shape: Shape) => boolean): Shape[];
}

interface BpmnDiagramProps {
  diagram: Diagram;
  markers?: Record<string, string>;
  shown?: { element: string }; // brought into view, anew with each object
}

const none: Record<string, string> = {};

// Draws a model with bpmn-js and marks what was done, what is open and which flows were taken. The
// mark of bpmn.io in the corner stays visible, as its licence asks.
export function BpmnDiagram({ diagram, markers = none, shown }: BpmnDiagramProps) {
  const { t } = useTranslation('diagram');
  const place = useRef<HTMLDivElement>(null);
  const viewer = useRef<NavigatedViewer | null>(null);
  const [failure, setFailure] = useState<'undrawn' | 'failed'>();
  const [lanes, setLanes] = useState<LaneName[]>([]);
  const [drawn, setDrawn] = useState<NavigatedViewer>();
  const text = useLabel();
  const waitedFor = useWaitedFor();

  useEffect(() => {
    if (!place.current) return;
    let gone = false;
    const fresh = new NavigatedViewer({ container: place.current });
    viewer.current = fresh;
    fresh
      .importXML(named(diagram, text))
      .then(() => {
        if (gone) return;
        mark(fresh, diagram, text, waitedFor);
        for (const [element, marker] of Object.entries(markers)) {
          if (fresh.get<Registry>('elementRegistry').get(element)) fresh.get<Canvas>('canvas').addMarker(element, marker);
        }
        showReadable(fresh, diagram, Object.keys(markers));
        const boxes = lanesOf(fresh);
        const follow = () => setLanes(lanesAtEdge(boxes, fresh.get<Canvas>('canvas').viewbox()));
        fresh.on('canvas.viewbox.changed', follow);
        follow();
        setDrawn(fresh);
      })
      .catch((error: Error) => !gone && setFailure(error.message === 'no diagram to display' ? 'undrawn' : 'failed'));
    return () => {
      gone = true;
      fresh.destroy();
    };
  }, [diagram, markers, text, waitedFor]);

  useEffect(() => {
    if (!shown || !drawn || drawn !== viewer.current) return;
    const canvas = drawn.get<Canvas>('canvas');
    const shape = drawn.get<Registry>('elementRegistry').get(shown.element);
    if (!shape) return;
    if (canvas.zoom() < readable) canvas.zoom(readable);
    centre(canvas, shape);
    canvas.addMarker(shown.element, 'jw-shown');
    return () => {
      if (drawn === viewer.current) canvas.removeMarker(shown.element, 'jw-shown');
    };
  }, [shown, drawn]);

  function zoomBy(factor: number) {
    const canvas = viewer.current?.get<Canvas>('canvas');
    canvas?.zoom(canvas.zoom() * factor, 'auto');
  }

  return (
    <div className={failure ? 'jw-diagram jw-undrawn' : 'jw-diagram'}>
      {failure && <Alert type={failure === 'undrawn' ? 'info' : 'error'} title={t(failure)} />}
      <div className="jw-lanes" aria-hidden="true">
        {lanes.map((lane) => (
          <span key={`${lane.name}-${lane.top}`} title={lane.name} style={{ top: lane.top, height: lane.height }}>
            {lane.name}
          </span>
        ))}
      </div>
      <div ref={place} className="jw-diagram-canvas" role="group" aria-label={t('label', { steps: standing(diagram) })} />
      <Space.Compact className="jw-diagram-tools">
        <Button size="small" icon={<PlusOutlined />} aria-label={t('larger')} onClick={() => zoomBy(1.25)} />
        <Button size="small" icon={<MinusOutlined />} aria-label={t('smaller')} onClick={() => zoomBy(0.8)} />
        <Button
          size="small"
          icon={<AimOutlined />}
          aria-label={t('fit')}
          onClick={() => viewer.current?.get<Canvas>('canvas').zoom('fit-viewport', 'auto')}
        />
      </Space.Compact>
    </div>
  );
}

// The model with what is written on it in the language of the reader. Beside a flow the viewer finds the
// place again; beside an event or a gateway the words keep to their side of it.
function named(diagram: Diagram, text: (label: Schemas['Text'] | undefined) => string): string {
  const model = new DOMParser().parseFromString(diagram.xml, 'application/xml');
  for (const part of model.querySelectorAll('[id][name]')) {
    const name = text(diagram.names[part.id]);
    if (!name || name === part.getAttribute('name')) continue;
    part.setAttribute('name', name);
    const drawn = model.querySelector(`[bpmnElement="${CSS.escape(part.id)}"]`);
    const label = drawn?.querySelector('BPMNLabel');
    const shape = drawn?.querySelector(':scope > Bounds');
    const place = label?.querySelector('Bounds');
    if (shape && place) fit(place, shape, name);
    else label?.remove();
  }
  return new XMLSerializer().serializeToString(model);
}

const label = { letters: 14, letter: 7, line: 14 };

// The words in lines of a few letters, as the viewer breaks them.
function broken(words: string): string[] {
  const lines = [''];
  for (const word of words.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (longer.length <= label.letters) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.filter(Boolean);
}

// Sizes a label for its words: above its shape it grows upwards, below it downwards, beside it both ways.
function fit(place: Element, shape: Element, name: string) {
  const of = (bounds: Element, side: string) => Number(bounds.getAttribute(side));
  const lines = broken(name);
  const wide = Math.max(...lines.map((words) => words.length)) * label.letter;
  const height = lines.length * label.line;
  const [x, y, width, high] = ['x', 'y', 'width', 'height'].map((side) => of(place, side));
  const middle = y + high / 2;
  const isBeside = middle > of(shape, 'y') && middle < of(shape, 'y') + of(shape, 'height');
  const isLeft = x + width / 2 < of(shape, 'x');
  const top = isBeside ? middle - height / 2 : middle < of(shape, 'y') ? y + high - height : y;
  const side = isBeside ? (isLeft ? x + width - wide : x) : x + width / 2 - wide / 2;
  for (const [key, value] of Object.entries({ x: side, y: top, width: wide, height })) place.setAttribute(key, String(value));
}

function lanesOf(viewer: NavigatedViewer): Box[] {
  const shapes = viewer.get<Registry>('elementRegistry').filter((shape) => shape.type === 'bpmn:Lane');
  return shapes.map(({ x, y, height, businessObject }) => ({ x, y, height, name: businessObject.name ?? '' }));
}

const readable = 0.7;

// The whole model if it can be read that small, else the part around the open step, what is marked, or where it begins.
function showReadable(viewer: NavigatedViewer, diagram: Diagram, marked: string[]) {
  const canvas = viewer.get<Canvas>('canvas');
  if (canvas.zoom('fit-viewport', 'auto') >= readable) return;
  const registry = viewer.get<Registry>('elementRegistry');
  const steps = [...diagram.incidents, ...diagram.active, ...diagram.done.toReversed()].map((one) => one.element);
  const here = [...steps, ...marked].map((element) => registry.get(element)).find(Boolean) ?? beginningOf(registry.filter(() => true));
  canvas.zoom(readable);
  if (!here) return;
  centre(canvas, here);
  const { inner, ...view } = canvas.viewbox();
  canvas.viewbox({ ...view, ...withinDrawing(view, inner) });
}

// A flow has no box, but points.
function centre(canvas: Canvas, { x, y, width, height, waypoints }: Shape) {
  const middle = waypoints?.[Math.floor(waypoints.length / 2)] ?? { x: x + width / 2, y: y + height / 2 };
  const view = canvas.viewbox();
  canvas.viewbox({ ...view, x: middle.x - view.width / 2, y: middle.y - view.height / 2 });
}

function mark(viewer: NavigatedViewer, diagram: Diagram, text: (label: Schemas['Text']) => string, waitedFor: ReturnType<typeof useWaitedFor>) {
  const canvas = viewer.get<Canvas>('canvas');
  const overlays = viewer.get<Overlays>('overlays');
  const registry = viewer.get<Registry>('elementRegistry');
  const known = (element: string) => Boolean(registry.get(element));
  for (const flow of diagram.flows) if (known(flow)) canvas.addMarker(flow, 'jw-taken');
  for (const done of diagram.done) {
    if (!known(done.element)) continue;
    canvas.addMarker(done.element, 'jw-done');
    const said = [done.person?.name, done.outcome && text(done.outcome.title), done.times > 1 ? `×${done.times}` : ''].filter(Boolean).join(' ');
    if (said) overlays.add(done.element, note('done', said, `${said} ${formatInstant(done.at)}`));
  }
  for (const active of diagram.active) {
    if (!known(active.element)) continue;
    canvas.addMarker(active.element, 'jw-active');
    const names = waitedFor(active.persons, active.vacant);
    if (names) overlays.add(active.element, note('active', names));
  }
  for (const incident of diagram.incidents) {
    if (!known(incident.element)) continue;
    canvas.addMarker(incident.element, 'jw-incident');
    overlays.add(incident.element, note('incident', text(incident.title)));
  }
}

// What stands at a step, and all of it when pointed at.
function note(kind: string, said: string, whole = said) {
  const html = document.createElement('div');
  html.className = `jw-note ${kind}`;
  html.textContent = said;
  html.title = whole;
  return { position: { bottom: -2, left: 0 }, html };
}

function standing(diagram: Diagram): string {
  return diagram.active.map((active) => active.element).join(', ');
}
