import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { StateTag } from '@/components/StateTag';
import { useEngineText } from '@/lib/engine-text';
import type { Place } from './feel-text';
import { MarkedLine } from './MarkedLine';

interface RuleResultProps {
  result: Schemas['RuleResult'];
  text?: string; // what was evaluated, to mark places in it
  onGo?: (place: Place) => void; // to a place in it
}

// A value with its type, and why it or a part of it is null.
export function RuleResult({ result, text, onGo }: RuleResultProps) {
  const { t } = useTranslation('playground');
  const say = useEngineText();
  return (
    <>
      <div className="jw-rule-result">
        <code>{result.result}</code>
        <StateTag text={t(`types.${result.type}`, { defaultValue: result.type })} tone="active" />
      </div>
      {result.reasons.length > 0 && (
        <>
          <h3>{t('reasons')}</h3>
          <ul className="jw-reasons">
            {result.reasons.map((reason, index) => (
              <li key={`${reason.text}-${index}`}>
                {reason.source && <b>{t('source', { name: reason.source })}</b>}
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
