import { Button, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { asFeel, choices } from './feel-text';

type DecisionInput = Schemas['WrittenDecision']['inputs'][number];

interface DecisionInputsProps {
  inputs: DecisionInput[];
  isBusy: boolean;
  onAsk: (inputs: Record<string, string>) => void;
}

// A field for each value that the decision needs; an empty one is not given.
export function DecisionInputs({ inputs, isBusy, onAsk }: DecisionInputsProps) {
  const { t } = useTranslation('playground');
  const ask = ({ values = [] }: { values?: (string | undefined)[] }) =>
    onAsk(Object.fromEntries(inputs.flatMap(({ name, type }, index) => (values[index] ? [[name, asFeel(type, values[index])]] : []))));
  return (
    <Form layout="vertical" onFinish={ask}>
      {inputs.length === 0 && <p className="jw-soft">{t('noInputs')}</p>}
      {inputs.map((input, index) => (
        <Form.Item
          key={input.name}
          name={['values', index]}
          label={input.name}
          extra={input.type === '' ? t('asFeel') : t(`types.${input.type}`, { defaultValue: input.type })}
        >
          {control(input, t)}
        </Form.Item>
      ))}
      <Button type="primary" htmlType="submit" loading={isBusy}>
        {t('decide')}
      </Button>
    </Form>
  );
}

function control({ type, allowed }: DecisionInput, t: (key: string) => string) {
  const listed = type === 'string' ? choices(allowed) : [];
  if (listed.length > 0) return <Select allowClear options={listed.map((value) => ({ value, label: value }))} />;
  if (type === 'boolean')
    return (
      <Select
        allowClear
        options={[
          { value: 'true', label: t('yes') },
          { value: 'false', label: t('no') },
        ]}
      />
    );
  if (type === 'date') return <Input type="date" />;
  if (type === 'number') return <Input inputMode="decimal" placeholder={allowed || undefined} />;
  if (type === 'string') return <Input placeholder={allowed || undefined} />;
  return <Input.TextArea className="jw-feel" spellCheck={false} autoSize={{ minRows: 2, maxRows: 12 }} placeholder='{class: "standard"}' />;
}
