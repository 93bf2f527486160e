import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Form, Input, Modal, Select, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { setWorkingHours } from '@/api/set-working-hours';
import { Refusal } from '@/components/feedback/Refusal';
import type { Calendar } from './calendar';

const weekdays = [1, 2, 3, 4, 5, 6, 7];
const zones = Intl.supportedValuesOf('timeZone').map((value) => ({ value, label: value }));

interface HoursDialogProps {
  calendar: Calendar;
  site?: string;
  onClose: () => void;
}

// When work begins and ends, and on which days of the week, whole or half.
export function HoursDialog({ calendar, site, onClose }: HoursDialogProps) {
  const { t } = useTranslation('organisation');
  const queries = useQueryClient();
  const [hours, setHours] = useState(calendar.hours);
  const [whole, setWhole] = useState(calendar.weekdays);
  const [half, setHalf] = useState(calendar.half_weekdays);
  const [until, setUntil] = useState(calendar.half_until);
  const [zone, setZone] = useState(calendar.zone);
  const save = useMutation({
    mutationFn: () => setWorkingHours({ site, zone, hours, weekdays: whole, half_weekdays: half, half_until: until }),
    onSuccess: async () => {
      await queries.invalidateQueries();
      onClose();
    },
  });
  const set = (index: number, change: Partial<Calendar['hours'][number]>) =>
    setHours(hours.map((one, at) => (at === index ? { ...one, ...change } : one)));
  const options = weekdays.map((day) => ({ value: day, label: t(`calendar.weekdayLong.${day}`) }));
  return (
    <Modal open title={t('calendar.setHours')} okText={t('save')} confirmLoading={save.isPending} onOk={() => save.mutate()} onCancel={onClose}>
      <Refusal error={save.error} onClose={() => save.reset()} />
      {site && !calendar.own && <Alert className="jw-gap" type="info" showIcon title={t('calendar.becomesOwn')} />}
      <Form layout="vertical">
        <Form.Item label={t('calendar.hours')}>
          {hours.map((one, index) => (
            <Space key={index} className="jw-hours">
              <Input type="time" aria-label={t('calendar.from')} value={one.from} onChange={(event) => set(index, { from: event.target.value })} />–
              <Input type="time" aria-label={t('calendar.to')} value={one.to} onChange={(event) => set(index, { to: event.target.value })} />
              {hours.length > 1 && (
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('calendar.dropHours')}
                  onClick={() => setHours(hours.filter((_, at) => at !== index))}
                />
              )}
            </Space>
          ))}
          <Button type="dashed" icon={<PlusOutlined />} onClick={() => setHours([...hours, { from: '13:00', to: '18:00' }])}>
            {t('calendar.addHours')}
          </Button>
        </Form.Item>
        <Form.Item label={t('calendar.whole')}>
          <Checkbox.Group options={options} value={whole} onChange={setWhole} />
        </Form.Item>
        <Form.Item label={t('calendar.half')}>
          <Checkbox.Group options={options} value={half} onChange={setHalf} />
        </Form.Item>
        <Form.Item label={t('calendar.until')} htmlFor="half-until">
          <Input id="half-until" type="time" value={until} onChange={(event) => setUntil(event.target.value)} />
        </Form.Item>
        <Form.Item label={t('calendar.zone')} htmlFor="zone" help={!site && t('calendar.zoneHelp')}>
          <Select id="zone" showSearch={{ optionFilterProp: 'value' }} options={zones} value={zone} onChange={setZone} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
