import { useQuery } from '@tanstack/react-query';
import { Form } from 'antd';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type { Schemas } from '@/api/client';
import type { Missing } from '@/api/problem';
import { recordQuery } from '@/api/record-query';
import { type FieldStates, type FormComponent, type FormSchema, isShort, rowsOf } from '@/lib/form-schema';
import type { Label } from '@/lib/language';
import type { Names } from '@/lib/names';
import type { Values } from '@/lib/path';
import { FoldedLists } from '../records/FoldedLists';
import { FormPart } from './FormPart';
import { hasLists, isFolded, isShown, listsOf } from './shown';

// A field that somebody else changed while it was being filled in.
export interface Collided {
  stored: unknown;
  who?: Label;
}

export interface FormModel {
  // Begins the ids of the fields, so that several forms can stand on a page.
  ids: string;
  values: Values;
  states: FieldStates;
  missing: Missing[];
  readOnly: boolean;
  // Nothing of it is stored yet.
  isNew: boolean;
  // What ids in the values are called: persons, units, positions, linked records.
  names: Names;
  // The stored record behind the form, whose children may be shown and added.
  record?: { type: string; id: string };
  // What a record made by the form will belong to; of a stored record itself.
  owner?: { type: string; id: string };
  lists: Schemas['ChildList'][];
  collisions: Record<string, Collided>;
  decide: (path: string, choice: 'stored' | 'typed') => void;
  change: (path: string, value: unknown) => void;
}

const FormContext = createContext<FormModel | null>(null);

export function useFormModel(): FormModel {
  const model = useContext(FormContext);
  if (!model) throw new Error('a form part stands outside a form');
  return model;
}

type FormState = Partial<FormModel> & Pick<FormModel, 'values'>;

// What the fields of a form stand in, wherever they stand: values and what the server says of each come in, changes go out.
export function FormScope({ children, ...model }: FormState & { children: ReactNode }) {
  const { ids, values, states, missing, readOnly, isNew, names, record, lists, collisions, decide, change } = model;
  const owner = model.owner ?? record;
  const full = useMemo<FormModel>(
    () => ({
      ids: ids ?? 'f',
      values,
      states: states ?? {},
      missing: missing ?? [],
      readOnly: readOnly ?? false,
      isNew: isNew ?? false,
      names: names ?? {},
      record,
      owner,
      lists: lists ?? [],
      collisions: collisions ?? {},
      decide: decide ?? (() => {}),
      change: change ?? (() => {}),
    }),
    [ids, values, states, missing, readOnly, isNew, names, record, owner, lists, collisions, decide, change],
  );
  return <FormContext.Provider value={full}>{children}</FormContext.Provider>;
}

// Draws a Camunda form with Ant Design. It holds no state.
export function FormView({ schema, ...model }: { schema: FormSchema } & FormState) {
  const { record, readOnly } = model;
  const stored = useQuery({
    ...recordQuery(record?.type ?? '', record?.id ?? ''),
    enabled: record !== undefined && model.lists === undefined && hasLists(schema.components),
  });
  const lists = model.lists ?? stored.data?.children;
  return (
    <FormScope {...model} lists={lists}>
      <Form layout="vertical" component="div" className="jw-form">
        <FormRows components={schema.components} prefix="" />
        <FoldedLists lists={listsOf(schema.components, lists ?? []).filter((list) => isFolded(list, readOnly ?? false))} />
      </Form>
    </FormScope>
  );
}

export function FormRows({ components, prefix }: { components: FormComponent[]; prefix: string }) {
  const model = useFormModel();
  const shown = components.filter((component) => isShown(component, prefix, model));
  return blocksOf(shown).map((block) =>
    block.short ? (
      <div className="jw-form-grid" key={keyOfBlock(block)}>
        {block.components.map((component, place) => (
          <FormPart key={component.id ?? component.key ?? place} component={component} prefix={prefix} />
        ))}
      </div>
    ) : (
      <div className="jw-form-row" key={keyOfBlock(block)}>
        {block.components.map((component, place) => (
          <div
            className="jw-form-cell"
            style={{ flexGrow: component.layout?.columns ?? 16 / block.components.length }}
            key={component.id ?? component.key ?? place}
          >
            <FormPart component={component} prefix={prefix} />
          </div>
        ))}
      </div>
    ),
  );
}

interface Block {
  short: boolean;
  components: FormComponent[];
}

// Fields that no row of the form places stand side by side as far as the width allows.
function blocksOf(components: FormComponent[]): Block[] {
  const blocks: Block[] = [];
  for (const row of rowsOf(components)) {
    const short = row.length === 1 && !row[0].layout?.row && isShort(row[0]);
    const last = blocks.at(-1);
    if (short && last?.short) last.components.push(...row);
    else blocks.push({ short, components: [...row] });
  }
  return blocks;
}

function keyOfBlock({ components: [first] }: Block): string {
  return first.id ?? first.key ?? first.path ?? first.type;
}
