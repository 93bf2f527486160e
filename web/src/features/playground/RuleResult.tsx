import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { StateTag } from '@/components/StateTag';
import { MarkedLine } from './MarkedLine';

interface RuleResultProps {
  result: Schemas['RuleResult'];
  text?: string; // what was evaluated, to mark places in it
}

// A value with its type, and why it or a part of it is null.
export function RuleResult({ result, text }: RuleResultProps) {
  const { t } = useTranslation('playground');
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
                {reason.source && <b>{reason.source}: </b>}
                {reason.text}
                {text !== undefined && !reason.source && reason.line > 0 && <MarkedLine text={text} place={reason} />}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
