import { PlusOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Popconfirm, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endArea } from '@/api/end-area';
import { giveArea } from '@/api/give-area';
import { Nothing } from '@/components/feedback/Nothing';
import { Refusal } from '@/components/feedback/Refusal';
import { Panel } from '@/components/Panel';
import { useLabel } from '@/lib/language';
import { formatInstant } from '@/lib/time';
import { ChangeDialog } from './ChangeDialog';
import type { Organisation, Unit } from './organisation';

// Who answers for the unit (a region, a shop) by which position.
export function AreaList({ data, unit, mayChange }: { data: Organisation; unit: Unit; mayChange: boolean }) {
  const { t } = useTranslation('organisation');
  const text = useLabel();
  const queries = useQueryClient();
  const [giving, setGiving] = useState(false);
  const end = useMutation({ mutationFn: endArea, onSettled: () => queries.invalidateQueries({ queryKey: ['organisation'] }) });
  const areas = data.areas.filter((area) => area.unit === unit.id);
  return (
    <Panel
      title={t('areas')}
      flush
      extra={
        mayChange && (
          <Button size="small" icon={<PlusOutlined />} onClick={() => setGiving(true)}>
            {t('add.area')}
          </Button>
        )
      }
    >
      <Refusal error={end.error} onClose={() => end.reset()} />
      {areas.length === 0 && <Nothing text={t('noAreas')} />}
      <ul className="jw-list">
        {areas.map((area) => (
          <li key={area.id} className="jw-item">
            <span className="jw-main">
              <span>
                <b>{area.person.name}</b> {text(area.position.title)}
              </span>
              <span className="jw-meta">
                {formatInstant(area.from)} – {formatInstant(area.until) || t('openEnd')}
              </span>
            </span>
            {mayChange && (
              <Popconfirm title={t('endAreaAsk')} onConfirm={() => end.mutate(area.id)}>
                <Button size="small">{t('end')}</Button>
              </Popconfirm>
            )}
          </li>
        ))}
      </ul>
      {giving && <AreaDialog data={data} unit={unit} onClose={() => setGiving(false)} />}
    </Panel>
  );
}

function AreaDialog({ data, unit, onClose }: { data: Organisation; unit: Unit; onClose: () => void }) {
  const { t } = useTranslation('organisation');
  const text = useLabel();
  const [position, setPosition] = useState<string>();
  const [person, setPerson] = useState<string>();
  const holders = data.positions.find((one) => one.id === position)?.holders ?? [];
  return (
    <ChangeDialog
      title={t('areaOf', { unit: text(unit.title) })}
      complete={Boolean(position && person)}
      onSave={(from) => giveArea({ person: person ?? '', position: position ?? '', unit: unit.id, from })}
      onClose={onClose}
    >
      <Form.Item label={t('field.position')} htmlFor="area-position" required>
        <Select
          id="area-position"
          showSearch={{ optionFilterProp: 'label' }}
          value={position}
          options={data.positions.filter((one) => one.holders.length > 0).map((one) => ({ value: one.id, label: text(one.title) }))}
          onChange={(next) => {
            setPosition(next);
            setPerson(undefined);
          }}
        />
      </Form.Item>
      <Form.Item label={t('field.person')} htmlFor="area-person" required>
        <Select id="area-person" value={person} options={holders.map((one) => ({ value: one.id, label: one.name }))} onChange={setPerson} />
      </Form.Item>
    </ChangeDialog>
  );
}
