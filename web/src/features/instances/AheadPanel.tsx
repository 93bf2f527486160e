import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { instancePathQuery } from '@/api/instance-path-query';
import { Panel } from '@/components/Panel';
import { StepPeople } from '@/components/path/PathSteps';
import { StateTag } from '@/components/StateTag';
import { useLabel } from '@/lib/language';
import { ChangePeopleDialog } from './ChangePeopleDialog';

const firstSteps = 3;

// The steps still to come, with names; who may names other people for them here.
export function AheadPanel({ instance }: { instance: string }) {
  const { t } = useTranslation('instances');
  const text = useLabel();
  const [changing, setChanging] = useState<Schemas['StepAhead'] | null>(null);
  const { data } = useQuery(instancePathQuery(instance));
  const [all, setAll] = useState(false);
  const steps = data?.items ?? [];
  if (steps.length === 0) return null;
  const shown = all ? steps : steps.slice(0, firstSteps);
  return (
    <Panel title={t('ahead.title')}>
      <ol className="jw-list jw-path">
        {shown.map((step) => (
          <li key={`${step.called?.element ?? ''}/${step.element}`} className="jw-ahead">
            <div>
              {step.called && <span className="jw-called">{text(step.called.title)}</span>}
              <b>{text(step.title)}</b> <span className="jw-soft">{t(`start:path.policy.${step.policy}`)}</span>{' '}
              {step.changed && <StateTag text={t('ahead.changed')} tone="active" />}
              <StepPeople step={step} />
            </div>
            {step.may_change && (
              <Button size="small" aria-label={t('ahead.changeOf', { step: text(step.title) })} onClick={() => setChanging(step)}>
                {t('ahead.change')}
              </Button>
            )}
          </li>
        ))}
      </ol>
      {steps.length > shown.length && (
        <Button type="link" className="jw-below" onClick={() => setAll(true)}>
          {t('ahead.all', { count: steps.length })}
        </Button>
      )}
      {changing && <ChangePeopleDialog key={changing.element} instance={instance} step={changing} onClose={() => setChanging(null)} />}
    </Panel>
  );
}
