import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { pathOfProcess } from '@/api/path-of-process';
import { PeoplePicker } from '@/components/form/PeopleInput';
import { Panel } from '@/components/Panel';
import { useJoin, useLabel } from '@/lib/language';

interface PathPreviewProps {
  process: string;
  values: Schemas['Values'];
  choices: Schemas['Choices'];
  behalf?: string;
  onChoices: (choices: Schemas['Choices']) => void;
}

const quietMs = 400;

// The steps that the matter will meet, with names, as the form stands; looked up again when the
// hand rests. Where the starter names the people he does so here.
export function PathPreview({ process, values, choices, behalf, onChoices }: PathPreviewProps) {
  const { t } = useTranslation('start');
  const text = useLabel();
  const join = useJoin();
  const now = JSON.stringify({ values, choices });
  const [asked, setAsked] = useState(now);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(now), quietMs);
    return () => clearTimeout(timer);
  }, [now]);
  const query = useQuery({
    queryKey: ['path', process, asked, behalf ?? ''],
    queryFn: () => {
      const what = JSON.parse(asked) as Pick<PathPreviewProps, 'values' | 'choices'>;
      return pathOfProcess(process, what.values, what.choices, behalf);
    },
    placeholderData: (before) => before,
  });
  const steps = query.data?.steps ?? [];
  if (steps.length === 0) return null;
  return (
    <Panel title={t('path.title')}>
      <ol className="jw-list jw-path">
        {steps.map((step) => (
          <li key={`${step.called?.element ?? ''}/${step.element}`}>
            {step.called && <span className="jw-called">{text(step.called.title)}</span>}
            <b>{text(step.title)}</b> <span className="jw-soft">{t(`path.policy.${step.policy}`)}</span>
            {!step.called && (step.choice || choices[step.element]) ? (
              <PeoplePicker
                id={`choice-${step.element}`}
                label={t('path.choose', { step: text(step.title) })}
                many
                value={choices[step.element] ?? []}
                onChange={(next) => onChoices({ ...choices, [step.element]: next === null ? [] : ((Array.isArray(next) ? next : [next]) as string[]) })}
              />
            ) : (
              <div>{step.persons.length > 0 ? join(step.persons.map((person) => person.name)) : t('path.nobody')}</div>
            )}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
