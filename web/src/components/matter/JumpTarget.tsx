import { useQuery } from '@tanstack/react-query';
import { Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { diagramQuery } from '@/api/diagram-query';
import { useLabel } from '@/lib/language';

interface JumpTargetProps {
  instance: string;
  value?: string;
  onChange: (element: string) => void;
}

// The steps that the record may have reached, by their names.
export function JumpTarget({ instance, value, onChange }: JumpTargetProps) {
  const { t } = useTranslation('instances');
  const text = useLabel();
  const query = useQuery(diagramQuery(instance));
  const options = (query.data?.jump_targets ?? []).map((id) => ({ value: id, label: text(query.data?.names[id]) || id }));
  return (
    <Form.Item label={t('jumpTo')} htmlFor="jump-target" required>
      <Select id="jump-target" value={value} options={options} loading={query.isPending} onChange={onChange} />
    </Form.Item>
  );
}
