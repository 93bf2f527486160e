import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { StateTag } from '@/components/StateTag';
import { cellId } from './feel-text';

interface DecisionTableProps {
  name: string;
  table: Schemas['WrittenTable'];
  explained?: Schemas['ExplainedDecision'];
}

// The table as it is written. Once asked, each column shows its value, each cell whether it holds,
// and the rules that matched stand out.
export function DecisionTable({ name, table, explained }: DecisionTableProps) {
  const { t } = useTranslation('playground');
  const hasNotes = table.rules.some((rule) => rule.annotations.length > 0);
  return (
    <section className="jw-table-scroll" tabIndex={0} aria-label={t('tableOf', { name })}>
      <table className="jw-decision-table">
        <thead>
          <tr>
            <th scope="col">{t('rule')}</th>
            {table.inputs.map((input, index) => (
              <th scope="col" key={`${input.expression}-${index}`}>
                {input.label || input.expression}
                {input.label && <code>{input.expression}</code>}
                {explained?.columns[index] && <code className="jw-column-value">= {explained.columns[index].value}</code>}
              </th>
            ))}
            {table.outputs.map((output, index) => (
              <th scope="col" className="output" key={`${output.name}-${index}`}>
                {output.name || name}
              </th>
            ))}
            {hasNotes && <th scope="col">{t('notes')}</th>}
          </tr>
        </thead>
        <tbody>
          {table.rules.map((rule, index) => (
            <RuleRow key={rule.id || index} rule={rule} number={index + 1} explained={explained} hasNotes={hasNotes} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface RuleRowProps {
  rule: Schemas['WrittenTable']['rules'][number];
  number: number;
  explained?: Schemas['ExplainedDecision'];
  hasNotes: boolean;
}

function RuleRow({ rule, number, explained, hasNotes }: RuleRowProps) {
  const { t } = useTranslation('playground');
  const isMatched = explained?.matched.includes(number) ?? false;
  const cells = explained?.cells[number - 1];
  return (
    <tr className={isMatched ? 'matched' : undefined}>
      <th scope="row">
        {number} {isMatched && <StateTag text={t('matched')} tone="good" />}
      </th>
      {rule.inputs.map((text, index) => (
        <td key={index} id={cellId(number, index + 1)} tabIndex={-1} className={cells && (cells[index] ? 'holds' : 'fails')}>
          {cells && (
            <span className="jw-cell-sign" role="img" aria-label={t(cells[index] ? 'holds' : 'fails')}>
              {cells[index] ? '✓' : '✗'}
            </span>
          )}
          <code>{text || '-'}</code>
        </td>
      ))}
      {rule.outputs.map((text, index) => (
        <td key={index} id={cellId(number, rule.inputs.length + index + 1)} tabIndex={-1} className="output">
          <code>{text}</code>
        </td>
      ))}
      {hasNotes && <td>{rule.annotations.join(' ')}</td>}
    </tr>
  );
}
