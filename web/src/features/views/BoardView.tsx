import {
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  MouseSensor,
  TouchSensor,
  useDraggable,
  useDroppable,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { recordQuery } from '@/api/record-query';
import { transitionRecord } from '@/api/transition-record';
import { updateRecord } from '@/api/update-record';
import { newActKey } from '@/api/client';
import { viewDataQuery } from '@/api/view-data-query';
import { Nothing } from '@/components/feedback/Nothing';
import { Refusal } from '@/components/feedback/Refusal';
import { Loaded } from '@/components/Loaded';
import { PageHead } from '@/components/PageHead';
import { CellValue } from '@/components/records/columns';
import { CreateButton } from '@/components/records/CreateButton';
import type { RecordAct } from '@/components/records/record-act';
import { RecordDrawer } from '@/components/records/RecordDrawer';
import { VoidedTag } from '@/components/records/StateLabel';
import { useRefresh } from '@/components/records/useRefresh';
import { WordsInput } from '@/components/WordsInput';
import { queryClient } from '@/lib/query-client';
import { useLabel } from '@/lib/language';

type View = Schemas['View'];
type Row = Schemas['RecordRow'];
type Column = Schemas['BoardData']['columns'][number];

// Cards in columns by state or by a choice. Moving a card is the transition between the two states;
// where none is allowed the server says why.
export function BoardView({ view }: { view: View }) {
  const { t } = useTranslation('views');
  const text = useLabel();
  const navigate = useNavigate({ from: '/views/$id' });
  const { q, record } = useSearch({ from: '/frame/views/$id' });
  const query = useQuery({ ...viewDataQuery(view.id, { q, record }), placeholderData: (before) => before });
  const refresh = useRefresh();
  const [drawer, setDrawer] = useState<RecordAct | null>(null);
  const byState = !view.group_by || view.group_by === 'state';
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 6 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 250, tolerance: 6 } }),
    useSensor(KeyboardSensor),
  );
  const move = useMutation({
    mutationFn: ({ card, to }: { card: Row; to: string }) => (byState ? moveState(card, to) : moveChoice(card, view.group_by!, to)),
    onSuccess: (asks) => {
      if (asks) setDrawer(asks);
      return refresh();
    },
  });

  function dropped({ active, over }: DragEndEvent) {
    const card = active.data.current?.card as Row | undefined;
    const from = active.data.current?.column as string | undefined;
    if (card && over && String(over.id) !== from) move.mutate({ card, to: String(over.id) });
  }

  return (
    <>
      <PageHead title={text(view.title)}>
        <WordsInput
          value={q ?? ''}
          label={t('records:search')}
          onChange={(words) => void navigate({ search: (before) => ({ ...before, q: words || undefined }), replace: true })}
        />
        {(view.can_create || view.start) && <CreateButton type={view.record_type} parent={record} start={view.start} />}
      </PageHead>
      <Refusal error={move.error} onClose={() => move.reset()} />
      <Loaded query={query}>
        {(data) =>
          data.kind === 'board' ? (
            <DndContext sensors={sensors} onDragEnd={dropped}>
              <div className="jw-board" tabIndex={0} role="group" aria-label={text(view.title)}>
                {data.columns.map((column) => (
                  <BoardColumn key={column.id} column={column} view={view} />
                ))}
                {data.columns.length === 0 && <Nothing text={t('records:none')} />}
              </div>
            </DndContext>
          ) : null
        }
      </Loaded>
      <RecordDrawer act={drawer} onClose={() => setDrawer(null)} />
    </>
  );
}

// Asks the record which transition leads there; one that needs values or begins a process is handed to its form.
async function moveState(card: Row, to: string): Promise<RecordAct | undefined> {
  const detail = await queryClient.fetchQuery({ ...recordQuery(card.type, card.id), staleTime: 0 });
  const transition = detail.transitions.find((one) => one.to === to);
  if (transition?.has_form || transition?.begins) return { type: card.type, id: card.id, transition: transition.id };
  await transitionRecord(card.type, card.id, transition?.id ?? to, { version: detail.version }, newActKey());
  return undefined;
}

async function moveChoice(card: Row, field: string, to: string): Promise<undefined> {
  await updateRecord(card.type, card.id, { version: card.version, values: { [field]: to } }, newActKey());
}

function BoardColumn({ column, view }: { column: Column; view: View }) {
  const text = useLabel();
  const { setNodeRef, isOver } = useDroppable({ id: column.id });
  const look = ['jw-board-column', isOver && 'over', column.cards.length === 0 && 'empty'].filter(Boolean).join(' ');
  return (
    <section ref={setNodeRef} className={look} aria-label={text(column.title)}>
      <h2>
        {text(column.title)} <span className="jw-soft">{column.total}</span>
      </h2>
      {column.cards.map((card) => (
        <BoardCard key={card.id} card={card} column={column.id} view={view} />
      ))}
    </section>
  );
}

function BoardCard({ card, column, view }: { card: Row; column: string; view: View }) {
  const { t } = useTranslation('views');
  const text = useLabel();
  const { setNodeRef, listeners, attributes, transform, isDragging } = useDraggable({ id: card.id, data: { card, column } });
  const style = transform ? { transform: `translate(${transform.x}px, ${transform.y}px)` } : undefined;
  const shown = view.columns.filter((field) => !['name', 'title', 'number', 'state', view.group_by].includes(field.id)).slice(0, 4);
  return (
    <article ref={setNodeRef} style={style} className={isDragging ? 'jw-board-card dragging' : 'jw-board-card'}>
      <div className="jw-board-grip" {...listeners} {...attributes} aria-label={t('grip', { title: [card.number, card.title].filter(Boolean).join(' ') })}>
        <span className="jw-soft jw-small">{card.number}</span>
        <span aria-hidden="true">⠿</span>
      </div>
      <Link to="/records/$type/$id" params={{ type: card.type, id: card.id }}>
        {card.title || card.number}
      </Link>
      {card.voided && <VoidedTag voided={card.voided} />}
      <dl>
        {shown.map((field) => (
          <div key={field.id}>
            <dt>{text(field.title)}</dt>
            <dd>
              <CellValue field={field} row={card} />
            </dd>
          </div>
        ))}
      </dl>
    </article>
  );
}
