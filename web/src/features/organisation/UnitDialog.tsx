import { Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeUnit } from '@/api/change-unit';
import type { Schemas } from '@/api/client';
import { closeUnit } from '@/api/close-unit';
import { useLabel } from '@/lib/language';
import { ChangeDialog } from './ChangeDialog';
import { branchOf, type Organisation, type Unit } from './organisation';

const kinds: Schemas['UnitKind'][] = ['company', 'department', 'team', 'region', 'shop'];

interface UnitDialogProps {
  data: Organisation;
  unit?: Unit; // none: a new one below `parent`
  parent?: string;
  onClose: () => void;
}

// Adds, moves, renames or closes a unit.
export function UnitDialog({ data, unit, parent, onClose }: UnitDialogProps) {
  const { t } = useTranslation('organisation');
  const text = useLabel();
  const [id, setId] = useState(unit?.id ?? '');
  const [zh, setZh] = useState(unit?.title.zh ?? '');
  const [en, setEn] = useState(unit?.title.en ?? '');
  const [kind, setKind] = useState<Schemas['UnitKind']>(unit?.kind ?? 'department');
  const [above, setAbove] = useState(unit ? unit.parent : parent);
  const [head, setHead] = useState(unit?.head_position);
  const below = unit ? branchOf(data, unit.id) : new Set<string>();
  const body = (from?: string) => ({ title: { zh: zh.trim(), en: en.trim() }, kind, parent: above, head_position: head, from });
  return (
    <ChangeDialog
      title={unit ? t('change.unit') : t('add.unit')}
      complete={id !== '' && zh.trim() !== ''}
      onSave={(from) => changeUnit(id, body(from))}
      onRemove={unit && ((from) => closeUnit(unit.id, from))}
      removeLabel={t('close.unit')}
      onClose={onClose}
    >
      {!unit && (
        <Form.Item label={t('field.id')} htmlFor="unit-id" required extra={t('idHint')}>
          <Input id="unit-id" value={id} maxLength={60} onChange={(event) => setId(event.target.value.trim())} />
        </Form.Item>
      )}
      <Form.Item label={t('field.title')} htmlFor="unit-zh" required>
        <Input id="unit-zh" value={zh} maxLength={200} onChange={(event) => setZh(event.target.value)} />
      </Form.Item>
      <Form.Item label={t('field.titleEn')} htmlFor="unit-en">
        <Input id="unit-en" value={en} maxLength={200} onChange={(event) => setEn(event.target.value)} />
      </Form.Item>
      <Form.Item label={t('field.kind')} htmlFor="unit-kind">
        <Select id="unit-kind" value={kind} options={kinds.map((one) => ({ value: one, label: t(`kind.${one}`) }))} onChange={setKind} />
      </Form.Item>
      <Form.Item label={t('field.parent')} htmlFor="unit-parent">
        <Select
          id="unit-parent"
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={above}
          options={data.units.filter((one) => !below.has(one.id)).map((one) => ({ value: one.id, label: text(one.title) }))}
          onChange={setAbove}
        />
      </Form.Item>
      <Form.Item label={t('field.headPosition')} htmlFor="unit-head">
        <Select
          id="unit-head"
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={head}
          options={data.positions.map((one) => ({ value: one.id, label: text(one.title) }))}
          onChange={setHead}
        />
      </Form.Item>
    </ChangeDialog>
  );
}
