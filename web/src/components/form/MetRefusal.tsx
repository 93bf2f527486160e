import { Alert } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import { Refusal } from '../feedback/Refusal';
import { focusOn, turnTo } from '../feedback/turn-to';
import { changedMeanwhile } from './useMetForm';

interface MetRefusalProps {
  error: unknown;
  undecided?: number; // fields that somebody else has changed too, and that are still to be chosen
  decides?: boolean; // on what it shows, beside what is filled in
  onClose: () => void;
}

// Above a form, in whose element it stands: what was refused, and how to go on. The focus goes
// to the first choice to be made, the first field that is wrong, or to it.
export function MetRefusal({ error, undecided = 0, decides = false, onClose }: MetRefusalProps) {
  const { t } = useTranslation('form');
  const way = t(`collision.${undecided > 0 ? 'choose' : decides ? 'decide' : 'joined'}`, { count: undecided });
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!error || !place.current) return;
    const within = place.current.closest('form') ?? place.current.parentElement;
    const choice = within?.querySelector<HTMLElement>('.jw-collision');
    if (choice) focusOn(choice);
    else turnTo(place.current, within, error);
  }, [error]);
  return (
    <div ref={place} className="jw-met">
      {!error && undecided > 0 ? (
        <Alert className="jw-refusal" type="warning" showIcon title={t('collision.title')} description={way} />
      ) : (
        <Refusal error={error} quiet onClose={onClose}>
          {asProblem(error).code === changedMeanwhile && <p>{way}</p>}
        </Refusal>
      )}
    </div>
  );
}
