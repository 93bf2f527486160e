import { Checkbox, Input, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';

type QuietHours = Schemas['QuietHours'];

interface QuietHoursProps {
  label: string;
  value: QuietHours | undefined;
  onChange: (value: QuietHours | undefined) => void;
}

const usual: QuietHours = { from: '22:00', to: '07:30' };

// Hours of the day in which nothing is sent, or none.
export function QuietHoursInput({ label, value, onChange }: QuietHoursProps) {
  const { t } = useTranslation('delivery');
  return (
    <Space wrap>
      <Checkbox checked={value !== undefined} onChange={(event) => onChange(event.target.checked ? usual : undefined)}>
        {label}
      </Checkbox>
      {value && (
        <Space wrap>
          <Input
            type="time"
            aria-label={t('quiet.from')}
            value={value.from}
            onChange={(event) => onChange({ ...value, from: event.target.value })}
          />
          –
          <Input type="time" aria-label={t('quiet.to')} value={value.to} onChange={(event) => onChange({ ...value, to: event.target.value })} />
          <Checkbox checked={value.days_off ?? false} onChange={(event) => onChange({ ...value, days_off: event.target.checked })}>
            {t('quiet.daysOff')}
          </Checkbox>
        </Space>
      )}
    </Space>
  );
}
