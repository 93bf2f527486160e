import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { pathOfProcess } from '@/api/path-of-process';
import { PeoplePicker } from '@/components/form/PeopleInput';
import { Panel } from '@/components/Panel';
import { PathSteps } from '@/components/path/PathSteps';
import { useRested } from '@/components/path/useRested';
import { useLabel } from '@/lib/language';

interface PathPreviewProps {
  process: string;
  values: Schemas['Values'];
  choices: Schemas['Choices'];
  behalf?: string;
  onChoices: (choices: Schemas['Choices']) => void;
}

// The steps that the matter will meet, with names, as the form stands; looked up again when the
// hand rests. Where the starter names the people he does so here.
export function PathPreview({ process, values, choices, behalf, onChoices }: PathPreviewProps) {
  const { t } = useTranslation('start');
  const text = useLabel();
  const asked = useRested(JSON.stringify({ values, choices }));
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
      <PathSteps
        steps={steps}
        choose={(step) =>
          !step.called &&
          (step.choice || choices[step.element]) && (
            <PeoplePicker
              id={`choice-${step.element}`}
              label={t('path.choose', { step: text(step.title) })}
              many
              value={choices[step.element] ?? []}
              onChange={(next) => onChoices({ ...choices, [step.element]: next === null ? [] : ((Array.isArray(next) ? next : [next]) as string[]) })}
            />
          )
        }
      />
    </Panel>
  );
}
