import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { StateTag } from '@/components/StateTag';
import { useEngineText } from '@/lib/engine-text';
import type { Place } from './feel-text';
import { FoldedValue } from './FoldedValue';
import { MarkedLine } from './MarkedLine';
import { ReasonPlace } from './ReasonPlace';

interface RuleResultProps {
  result: Schemas['RuleResult'];
  text?: string; // what was evaluated, to mark places in it
  onGo?: (place: Place) => void; // to a place in it
  table?: string; // the decision whose table is shown beside it
}

// A value with its type, and why it or a part of it is null.
export function RuleResult({ result, text, onGo, table }: RuleResultProps) {
  const { t } = useTranslation('playground');
  const say = useEngineText();
  return (
    <>
      <div className="jw-rule-result">
        <FoldedValue key={result.result} value={result.result} />
        <StateTag text={t(`types.${result.type}`, { defaultValue: result.type })} tone="active" />
      </div>
      {result.reasons.length > 0 && (
        <>
          <h3>{t(result.type === 'null' ? 'whyNull' : 'reasons')}</h3>
          <ul className="jw-reasons">
            {result.reasons.map((reason, index) => (
              <li key={`${reason.text}-${index}`}>
                <ReasonPlace reason={reason} table={table} />
                {say(reason.text)}
                {text !== undefined && !reason.source && reason.line > 0 && <MarkedLine text={text} place={reason} onGo={onGo && (() => onGo(reason))} />}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
