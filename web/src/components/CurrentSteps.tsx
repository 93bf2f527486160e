import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useLabel } from '@/lib/language';
import { formatInstant } from '@/lib/time';
import { useWaitedFor } from './useWaitedFor';

// Where a matter stands, and for whom it waits.
export function CurrentSteps({ steps }: { steps: Schemas['CurrentStep'][] }) {
  const { t } = useTranslation();
  const text = useLabel();
  const waitedFor = useWaitedFor();
  // Through what it has called, as long as only one step waits there.
  const wayTo = (step: Schemas['CurrentStep']): string[] => {
    const inside = step.called?.current ?? [];
    return [text(step.title), ...(inside.length === 1 ? wayTo(inside[0]) : [])];
  };
  if (steps.length === 0) return null;
  return (
    <span className="jw-meta">
      {steps.map((step) => (
        <span key={`${step.element}-${step.called?.key ?? ''}`}>
          {t('instance.at')} {wayTo(step).join(' › ')}
          {step.suspended && ` · ${t('instance.suspended')}`}
          {step.until && ` (${t('instance.until', { at: formatInstant(step.until) })})`}
          {step.persons.length + step.vacant.length > 0
            ? ` (${waitedFor(step.persons, step.vacant)})`
            : step.awaits && ` (${t('instance.awaits', { what: text(step.awaits) })})`}
        </span>
      ))}
    </span>
  );
}
