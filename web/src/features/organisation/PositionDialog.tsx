import { Form, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changePosition } from '@/api/change-position';
import { closePosition } from '@/api/close-position';
import { useLabel } from '@/lib/language';
import { ChangeDialog } from './ChangeDialog';
import type { Organisation, Position } from './organisation';

interface PositionDialogProps {
  data: Organisation;
  position?: Position; // none: a new one
  unit: string;
  onClose: () => void;
}

// Adds, moves or closes a position: its unit, its superior, its planned headcount.
export function PositionDialog({ data, position, unit, onClose }: PositionDialogProps) {
  const { t } = useTranslation('organisation');
  const text = useLabel();
  const [id, setId] = useState(position?.id ?? '');
  const [zh, setZh] = useState(position?.title.zh ?? '');
  const [en, setEn] = useState(position?.title.en ?? '');
  const [within, setWithin] = useState(position?.unit ?? unit);
  const [superior, setSuperior] = useState(position?.superior);
  const [headcount, setHeadcount] = useState(position?.headcount ?? 1);
  const body = (from?: string) => ({ title: { zh: zh.trim(), en: en.trim() }, unit: within, superior, headcount, from });
  return (
    <ChangeDialog
      title={position ? t('change.position', { title: text(position.title) }) : t('add.position')}
      complete={id !== '' && zh.trim() !== ''}
      onSave={(from) => changePosition(id, body(from))}
      onRemove={position && ((from) => closePosition(position.id, from))}
      removeLabel={t('close.position')}
      onClose={onClose}
    >
      {!position && (
        <Form.Item label={t('field.id')} htmlFor="position-id" required extra={t('idHint')}>
          <Input id="position-id" value={id} maxLength={60} onChange={(event) => setId(event.target.value.trim())} />
        </Form.Item>
      )}
      <Form.Item label={t('field.title')} htmlFor="position-zh" required>
        <Input id="position-zh" value={zh} maxLength={200} onChange={(event) => setZh(event.target.value)} />
      </Form.Item>
      <Form.Item label={t('field.titleEn')} htmlFor="position-en">
        <Input id="position-en" value={en} maxLength={200} onChange={(event) => setEn(event.target.value)} />
      </Form.Item>
      <Form.Item label={t('field.unit')} htmlFor="position-unit" required>
        <Select
          id="position-unit"
          showSearch={{ optionFilterProp: 'label' }}
          value={within}
          options={data.units.map((one) => ({ value: one.id, label: text(one.title) }))}
          onChange={setWithin}
        />
      </Form.Item>
      <Form.Item label={t('field.superior')} htmlFor="position-superior" extra={t('superiorHint')}>
        <Select
          id="position-superior"
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={superior}
          options={data.positions.filter((one) => one.id !== id).map((one) => ({ value: one.id, label: text(one.title) }))}
          onChange={setSuperior}
        />
      </Form.Item>
      <Form.Item label={t('field.headcount')} htmlFor="position-headcount">
        <InputNumber id="position-headcount" min={0} max={100000} precision={0} value={headcount} onChange={(next) => setHeadcount(next ?? 0)} />
      </Form.Item>
    </ChangeDialog>
  );
}
