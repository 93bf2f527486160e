import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { AwayNote } from '@/components/AwayNote';
import { useJoin, useLabel } from '@/lib/language';

type Step = Schemas['PathStep'];

interface PathStepsProps {
  steps: Step[];
  // What stands in the place of the people of a step, where they are named here.
  choose?: (step: Step) => ReactNode;
}

// The steps that a matter will meet, in order, with their people.
export function PathSteps({ steps, choose }: PathStepsProps) {
  const { t } = useTranslation('start');
  const text = useLabel();
  return (
    <ol className="jw-list jw-path">
      {steps.map((step) => (
        <li key={`${step.called?.element ?? ''}/${step.element}`}>
          {step.called && <span className="jw-called">{text(step.called.title)}</span>}
          <b>{text(step.title)}</b> <span className="jw-soft">{t(`path.policy.${step.policy}`)}</span>
          {step.rule && <div className="jw-soft jw-small">{text(step.rule)}</div>}
          {choose?.(step) || <StepPeople step={step} />}
        </li>
      ))}
    </ol>
  );
}

// Who is asked, and for whom a rule decides; where that is somebody else than meant, or nobody, why.
export function StepPeople({ step }: { step: Step }) {
  const { t } = useTranslation('start');
  const text = useLabel();
  const join = useJoin();
  const missing = step.missing ?? [];
  const names = step.persons.map((person) => person.name);
  const lacking = join(missing.map((one) => text(one.label)));
  const isAsked = !step.by_rule && (names.length > 0 || !step.refusal);
  const hasStandIns = !step.refusal && !step.ruled?.some((seat) => seat.persons.length === 0);
  return (
    <>
      {step.ruled?.map((seat) => (
        <Ruled key={`${seat.reason} ${seat.persons.map((one) => one.id).join()}`} seat={seat} lacking={lacking} />
      ))}
      {isAsked && <div>{names.length > 0 ? join(names) : t('path.nobody')}</div>}
      {isAsked && <AwayNote persons={step.persons} />}
      {hasStandIns && missing.length > 0 && <div className="jw-soft jw-small">{t('path.instead', { lacking })}</div>}
      {step.refusal && (
        <div className="jw-form-problem">
          {text(step.why)}
          {missing.map((one) => (
            <div key={one.condition ?? one.field} className="jw-small">
              {text(one.label)}
              {text(one.how) && ` · ${text(one.how)}`}
            </div>
          ))}
        </div>
      )}
    </>
  );
}

// A seat that nobody is asked for.
function Ruled({ seat, lacking }: { seat: NonNullable<Step['ruled']>[number]; lacking: string }) {
  const { t } = useTranslation('start');
  const text = useLabel();
  const join = useJoin();
  const whose = seat.persons.length > 0 ? join(seat.persons.map((one) => one.name)) : lacking;
  return (
    <div className="jw-soft">
      {whose} <span className="jw-called">{t(`path.ruled.${seat.reason}`)}</span>
      {seat.reason === 'duplicate' && <div className="jw-small">{text(seat.text)}</div>}
    </div>
  );
}
