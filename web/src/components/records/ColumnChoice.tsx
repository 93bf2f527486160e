import { SettingOutlined } from '@ant-design/icons';
import { Button, Checkbox, Popover } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useLabel } from '@/lib/language';

interface ColumnChoiceProps {
  fields: Schemas['Field'][];
  hidden: string[];
  onHidden: (hidden: string[]) => void;
}

// Which columns a list shows; the first one always stays, since it opens the record.
export function ColumnChoice({ fields, hidden, onHidden }: ColumnChoiceProps) {
  const { t } = useTranslation('records');
  const text = useLabel();
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      title={t('columns')}
      content={
        <Checkbox.Group
          className="jw-columns"
          value={fields.map((field) => field.id).filter((id) => !hidden.includes(id))}
          options={fields.map((field, place) => ({ value: field.id, label: text(field.title), disabled: place === 0 }))}
          onChange={(shown) => onHidden(fields.map((field) => field.id).filter((id) => !shown.includes(id)))}
        />
      }
    >
      <Button icon={<SettingOutlined />} aria-label={t('columns')} />
    </Popover>
  );
}
