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

// Nobody reads more of a value, and a browser takes a minute to paint a megabyte.
const shownMost = 10_000;

// A value with its type, and why it or a part of it is null.
export function RuleResult({ result, text, onGo }: RuleResultProps) {
  const { t } = useTranslation('playground');
  const say = useEngineText();
  const isLong = result.result.length > shownMost;
  return (
    <>
      <div className="jw-rule-result">
        <code tabIndex={0} role="group" aria-label={t('result')}>
          {result.result.slice(0, shownMost)}
          {isLong && '…'}
        </code>
        {isLong && <small>{t('clipped', { shown: shownMost, all: result.result.length })}</small>}
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
