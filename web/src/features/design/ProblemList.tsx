import { Button } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { Panel } from '@/components/Panel';
import { useEngineText } from '@/lib/engine-text';
import { useLabel, useLanguage } from '@/lib/language';
import { withLabels } from './settings';

type Problem = Schemas['ModelProblem'];

type Bound = Schemas['ModelContext']['record'];

interface ProblemListProps {
  problems: Problem[] | null; // null: not checked yet
  xml: string;
  record?: Bound; // the type that the process is bound to
  hasPlaces?: boolean; // the lines of the model are of use
  onOpen: (element: string) => void;
}

// What keeps the model from being published; each leads to the element where it is.
export function ProblemList({ problems, ...shown }: ProblemListProps) {
  const { t } = useTranslation('design');
  const title = problems === null ? t('problems.checking') : problems.length > 0 ? t('problems.title', { count: problems.length }) : t('problems.none');
  return (
    <Panel title={<span aria-live="polite">{title}</span>} flush>
      {problems !== null && problems.length > 0 && <Problems problems={problems} {...shown} />}
    </Panel>
  );
}

// What does not keep it from being published, but is likely not meant.
export function WarningList({ problems, ...shown }: Omit<ProblemListProps, 'problems'> & { problems: Problem[] }) {
  const { t } = useTranslation('design');
  if (problems.length === 0) return null;
  return (
    <Panel title={<span aria-live="polite">{t('problems.warnings', { count: problems.length })}</span>} flush>
      <Problems problems={problems} {...shown} />
    </Panel>
  );
}

// Each leads to its element where `onOpen` is given.
type ProblemsProps = Omit<ProblemListProps, 'problems' | 'onOpen'> & { problems: Problem[]; onOpen?: (element: string) => void };

export function Problems({ problems, xml, record, hasPlaces = true, onOpen }: ProblemsProps) {
  const { t } = useTranslation('design');
  const say = useProblemText(record);
  const names = useMemo(() => namesIn(xml), [xml]);
  return (
    <ul className="jw-list jw-problems">
      {problems.map((one, index) => (
        <li key={`${one.element}-${one.code}-${index}`}>
          {one.element && (
            <>
              <Button type="link" disabled={!onOpen} onClick={() => onOpen?.(one.element ?? '')}>
                {names.get(one.element) || one.element}
              </Button>{' '}
            </>
          )}
          {say(one)}
          {hasPlaces && one.line && <span className="jw-soft jw-small"> {t('problems.place', { line: one.line, column: one.column })}</span>}
        </li>
      ))}
    </ul>
  );
}

// Settings by the words of the panel, reasons of expressions by those of the page, a record that stays where it began by
// its names and with what would move it.
export function useProblemText(record?: Bound) {
  const { t } = useTranslation('design');
  const text = useLabel();
  const language = useLanguage();
  const engine = useEngineText();
  return (problem: Problem) => {
    const state = problem.code === 'no_way_on' && record?.states.find(({ id }) => problem.text.en?.endsWith(` ${id}`));
    if (record && state) return t('problems.noWayOn', { record: text(record.title), state: text(state.title) });
    const said = withLabels(text(problem.text), language);
    if (problem.code !== 'bad_expression' || language === 'en') return said;
    const at = said.indexOf('：');
    return at < 0 ? said : `${said.slice(0, at + 1)}${engine(said.slice(at + 1))}`;
  };
}

export function namesIn(xml: string): Map<string, string> {
  const model = new DOMParser().parseFromString(xml, 'application/xml');
  return new Map(Array.from(model.querySelectorAll('[id][name]'), (part) => [part.id, part.getAttribute('name') ?? '']));
}
