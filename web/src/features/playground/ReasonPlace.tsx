import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { cellId } from './feel-text';

interface ReasonPlaceProps {
  reason: Schemas['RuleResult']['reasons'][number];
  table?: string; // the decision whose table is shown
}

// The decision that a reason comes from, and of a table its cell; one click from it when it is shown.
export function ReasonPlace({ reason, table }: ReasonPlaceProps) {
  const { t } = useTranslation('playground');
  if (!reason.source) return null;
  const isShown = reason.rule > 0 && reason.source === table && reason.table === table;
  const { rule, cell_name: name } = reason;
  const within = rule === 0 ? t('inColumn', { name }) : name ? t('inRule', { rule, name }) : t('inRuleOnly', { rule });
  const cell = reason.table === reason.source ? within : t('inTable', { place: within, table: reason.table });
  return (
    <>
      <b>{t('source', { name: reason.source })}</b>
      {reason.cell > 0 && (
        <>
          {isShown ? (
            <Button type="link" size="small" className="jw-cell-link" onClick={() => showCell(reason)}>
              {cell}
            </Button>
          ) : (
            cell
          )}
          {t('source', { name: '' })}
        </>
      )}
    </>
  );
}

function showCell({ rule, cell }: ReasonPlaceProps['reason']) {
  const found = document.getElementById(cellId(rule, cell));
  found?.scrollIntoView({ block: 'center', inline: 'center' });
  found?.focus({ preventScroll: true });
}
