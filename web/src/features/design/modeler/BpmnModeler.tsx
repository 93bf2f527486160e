import Modeler from 'bpmn-js/lib/Modeler';
import { BpmnPropertiesPanelModule, BpmnPropertiesProviderModule, ZeebePropertiesProviderModule } from 'bpmn-js-properties-panel';
import ZeebeBehaviors from 'camunda-bpmn-js-behaviors/lib/camunda-cloud';
import { AimOutlined, MinusOutlined, PlusOutlined, RedoOutlined, UndoOutlined } from '@ant-design/icons';
import { Alert, Button, Space } from 'antd';
import { type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe';
import type { Schemas } from '@/api/client';
import { beginningOf } from '@/components/diagram/beginning';
import { useLabel, useLanguage } from '@/lib/language';
import { offers } from './palette';
import { settingsPanel } from './settings-panel';
import { translation } from './translate';
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn-embedded.css';
import '@bpmn-io/properties-panel/dist/assets/properties-panel.css';
import './modeler.css';

interface Canvas {
  zoom(level?: 'fit-viewport' | number, center?: 'auto'): number;
  viewbox(): { x: number; scale: number; inner: { x: number; width: number }; outer: { width: number } };
  scroll(by: { dx: number; dy: number }): void;
  scrollToElement(element: string, padding: number | { left: number; right: number; top: number; bottom: number }): void;
  addMarker(element: string, marker: string): void;
  removeMarker(element: string, marker: string): void;
}
interface Registry {
  get(element: string): object | undefined;
  filter(accepts: () => boolean): { id: string; type: string; x: number }[];
}
interface CommandStack {
  undo(): void;
  redo(): void;
  canUndo(): boolean;
  canRedo(): boolean;
}

const paletteWidth = 84; // px, with its distance
const readable = 0.55;

// The whole drawing, beside the palette and not below it.
function fit(canvas: Canvas) {
  canvas.zoom('fit-viewport', 'auto');
  const left = () => {
    const { x, scale, inner } = canvas.viewbox();
    return (inner.x - x) * scale;
  };
  if (left() >= paletteWidth) return;
  const { scale, inner, outer } = canvas.viewbox();
  const room = outer.width - paletteWidth - 16;
  if (inner.width * scale > room) canvas.zoom(room / inner.width, 'auto');
  canvas.scroll({ dx: Math.max(0, paletteWidth - left()), dy: 0 });
}

// What is drawn when the page opens: all of it if it can be read that small, else where it begins.
function open(canvas: Canvas, registry: Registry) {
  fit(canvas);
  const first = beginningOf(registry.filter(() => true));
  if (canvas.zoom() >= readable || !first) return;
  canvas.zoom(readable);
  canvas.scrollToElement(first.id, { left: paletteWidth + 60, right: 480, top: 160, bottom: 160 });
}

export interface ModelerHandle {
  select(element: string): void;
}

interface ModelerProps {
  xml: string; // as it is when the modeller opens
  transitions: Schemas['Ref'][];
  texts: Record<string, Schemas['Text']>; // the words of the model with their English
  marked: string[]; // elements with problems
  onChange: (xml: string) => void;
  handle: Ref<ModelerHandle>;
}

// The whole of BPMN to draw, with our settings in the panel beside it. The mark of bpmn.io in the
// corner stays visible, as its licence asks.
export function BpmnModeler({ xml, transitions, texts, marked, onChange, handle }: ModelerProps) {
  const { t } = useTranslation('design');
  const place = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const modeler = useRef<Modeler | null>(null);
  const [failed, setFailed] = useState(false);
  const [steps, setSteps] = useState({ undo: false, redo: false });
  const language = useLanguage();
  const text = useLabel();
  const changed = useRef(onChange);
  useEffect(() => {
    changed.current = onChange;
  }, [onChange]);
  const latest = useRef(xml);

  useEffect(() => {
    if (!place.current || !panel.current) return;
    let gone = false;
    const fresh = new Modeler({
      container: place.current,
      propertiesPanel: { parent: panel.current },
      moddleExtensions: { zeebe },
      additionalModules: [
        BpmnPropertiesPanelModule,
        BpmnPropertiesProviderModule,
        ZeebePropertiesProviderModule,
        ZeebeBehaviors,
        translation(language),
        offers,
        settingsPanel({
          language,
          texts,
          transitions: transitions.map((one) => ({ id: one.id, title: text(one.title) })),
          after: t('panel.after'),
          english: t('panel.english'),
          naming: t('panel.naming'),
          unset: t('panel.unset'),
        }),
      ],
    });
    modeler.current = fresh;
    const stack = () => fresh.get<CommandStack>('commandStack');
    fresh.on('commandStack.changed', () => {
      setSteps({ undo: stack().canUndo(), redo: stack().canRedo() });
      void fresh.saveXML({ format: true }).then((saved) => {
        if (gone || !saved.xml) return;
        latest.current = saved.xml;
        changed.current(saved.xml);
      });
    });
    fresh
      .importXML(latest.current)
      .then(() => !gone && open(fresh.get<Canvas>('canvas'), fresh.get<Registry>('elementRegistry')))
      .catch(() => !gone && setFailed(true));
    return () => {
      gone = true;
      fresh.destroy();
    };
  }, [language, transitions, texts, text, t]);

  useEffect(() => {
    const fresh = modeler.current;
    const known = marked.filter((element) => fresh?.get<Registry>('elementRegistry').get(element));
    for (const element of known) fresh?.get<Canvas>('canvas').addMarker(element, 'jw-problem');
    return () => {
      for (const element of known) {
        if (modeler.current === fresh && fresh?.get<Registry>('elementRegistry').get(element)) fresh.get<Canvas>('canvas').removeMarker(element, 'jw-problem');
      }
    };
  }, [marked]);

  useImperativeHandle(handle, () => ({
    select(element) {
      const found = modeler.current?.get<Registry>('elementRegistry').get(element);
      if (!found) return;
      modeler.current?.get<{ select(shape: object): void }>('selection').select(found);
      modeler.current?.get<Canvas>('canvas').scrollToElement(element, 160);
    },
  }));

  const zoomBy = (factor: number) => {
    const canvas = modeler.current?.get<Canvas>('canvas');
    canvas?.zoom(canvas.zoom() * factor, 'auto');
  };
  const stack = () => modeler.current?.get<CommandStack>('commandStack');
  const acts = {
    undo: () => stack()?.undo(),
    redo: () => stack()?.redo(),
    larger: () => zoomBy(1.25),
    smaller: () => zoomBy(0.8),
    fit: () => modeler.current && fit(modeler.current.get<Canvas>('canvas')),
  };
  const use = (tool: keyof typeof acts) => void acts[tool]();
  const tools = [
    { key: 'undo', icon: <UndoOutlined />, off: !steps.undo },
    { key: 'redo', icon: <RedoOutlined />, off: !steps.redo },
    { key: 'larger', icon: <PlusOutlined />, off: false },
    { key: 'smaller', icon: <MinusOutlined />, off: false },
    { key: 'fit', icon: <AimOutlined />, off: false },
  ] as const;

  return (
    <div className="jw-modeler">
      {failed && <Alert type="error" title={t('failed')} />}
      <div className="jw-modeler-canvas">
        <div ref={place} role="group" aria-label={t('canvas')} />
        <Space.Compact className="jw-modeler-tools">
          {tools.map(({ key, icon, off }) => (
            <Button key={key} size="small" icon={icon} disabled={off} title={t(`tools.${key}`)} aria-label={t(`tools.${key}`)} onClick={() => use(key)} />
          ))}
        </Space.Compact>
      </div>
      <div ref={panel} className="jw-modeler-panel" role="group" aria-label={t('panel.title')} />
    </div>
  );
}
