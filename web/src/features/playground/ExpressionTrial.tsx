import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import { type Trial, tryExpression } from '@/api/try-expression';
import { Panel } from '@/components/Panel';
import { Refusal } from '@/components/feedback/Refusal';
import { useEngineText } from '@/lib/engine-text';
import { type Place, placeIn, selectionOf } from './feel-text';
import { MarkedLine } from './MarkedLine';
import { RuleResult } from './RuleResult';

const first: Trial = {
  expression: 'if 顾客.等级 > 2 then 金额 * 0.9 else 金额',
  form: 'expression',
  dialect: 'standard',
  context: '{\n  顾客: {等级: 3},\n  金额: 1280\n}',
  input: '',
};

// An expression with the names it may read: its value, its type, and why it is null.
export function ExpressionTrial() {
  const { t } = useTranslation('playground');
  const [trial, setTrial] = useState(first);
  const attempt = useMutation({ mutationFn: tryExpression });
  const set = (more: Partial<Trial>) => setTrial({ ...trial, ...more });
  const run = () => attempt.mutate(trial);
  const isUnary = trial.form === 'unary_tests';

  return (
    <div className="jw-trial">
      <Panel title={t('expression')}>
        <Form
          layout="vertical"
          onFinish={run}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) run();
          }}
        >
          <div className="jw-filters">
            <Segmented
              aria-label={t('form')}
              value={trial.form}
              onChange={(form) => set({ form })}
              options={(['expression', 'unary_tests'] as const).map((value) => ({ value, label: t(`forms.${value}`) }))}
            />
            <Segmented
              aria-label={t('dialect')}
              value={trial.dialect}
              onChange={(dialect) => set({ dialect })}
              options={(['standard', 'camunda'] as const).map((value) => ({ value, label: t(`dialects.${value}`) }))}
            />
          </div>
          <Written label={t(`forms.${trial.form}`)} id="trial-expression" rows={4} value={trial.expression} onChange={(expression) => set({ expression })} />
          {isUnary && <Written label={t('input')} id="trial-input" rows={1} value={trial.input} onChange={(input) => set({ input })} />}
          <Written label={t('context')} id="trial-context" rows={6} value={trial.context} onChange={(context) => set({ context })} />
          <Button type="primary" htmlType="submit" loading={attempt.isPending}>
            {t('evaluate')}
          </Button>{' '}
          <span className="jw-soft jw-small">{t('shortcut')}</span>
        </Form>
      </Panel>
      <Panel title={t('result')}>
        <div role="status" aria-live="polite">
          {attempt.isError && <Refused error={attempt.error} trial={attempt.variables ?? trial} />}
          {attempt.data && <RuleResult result={attempt.data} text={attempt.variables.expression} onGo={(place) => goTo('expression', place)} />}
          {attempt.isIdle && <span className="jw-soft">{t('nothingYet')}</span>}
        </div>
      </Panel>
    </div>
  );
}

interface WrittenProps {
  label: string;
  id: string;
  rows: number;
  value: string;
  onChange: (value: string) => void;
}

function Written({ label, id, rows, value, onChange }: WrittenProps) {
  return (
    <Form.Item label={label} htmlFor={id}>
      <Input.TextArea
        id={id}
        className="jw-feel"
        spellCheck={false}
        autoSize={{ minRows: rows, maxRows: 16 }}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Form.Item>
  );
}

// Selects what stands at a place, where it is edited.
function goTo(written: 'expression' | 'context' | 'input', place: Place) {
  const area = document.getElementById(`trial-${written}`);
  if (!(area instanceof HTMLTextAreaElement)) return;
  area.focus();
  area.setSelectionRange(...selectionOf(area.value, place));
}

// Which of the texts cannot be read, and where.
function Refused({ error, trial }: { error: unknown; trial: Trial }) {
  const { t } = useTranslation('playground');
  const say = useEngineText();
  const { place } = asProblem(error);
  const written = (['expression', 'context', 'input'] as const).find((one) => placeIn(place, one));
  const found = written && placeIn(place, written);
  return (
    <>
      <Refusal error={error} quiet say={say} />
      {found && <MarkedLine title={t(written)} text={trial[written]} place={found} onGo={() => goTo(written, found)} />}
    </>
  );
}
