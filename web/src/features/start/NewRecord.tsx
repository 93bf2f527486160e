import { useNavigate, useSearch } from '@tanstack/react-router';
import { Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { RecordDrawer } from '@/components/records/RecordDrawer';
import { useLabel } from '@/lib/language';
import { useRecordTitle } from '@/lib/record-title';

// The form of the new record that the address names. Where it may be created on certain records only, one of them is
// chosen first, unless there is but one.
export function NewRecord({ records }: { records: Schemas['NewRecord'][] }) {
  const navigate = useNavigate();
  const { create, on } = useSearch({ from: '/frame/start' });
  const record = records.find((one) => one.type === create);
  const parents = record?.parents ?? [];
  const parent = on ?? (parents.length === 1 ? parents[0]?.id : undefined);
  const close = () => void navigate({ to: '/start', replace: true });
  if (record && parents.length > 0 && !parent) {
    return <ParentChoice record={record} onClose={close} onChoice={(id) => void navigate({ to: '/start', search: { create, on: id }, replace: true })} />;
  }
  return (
    <RecordDrawer
      act={create ? { type: create, parent } : null}
      onClose={close}
      onDone={({ type, id }) => void navigate({ to: '/records/$type/$id', params: { type, id } })}
    />
  );
}

interface ParentChoiceProps {
  record: Schemas['NewRecord'];
  onClose: () => void;
  onChoice: (id: string) => void;
}

function ParentChoice({ record, onClose, onChoice }: ParentChoiceProps) {
  const { t } = useTranslation('start');
  const text = useLabel();
  const titleOf = useRecordTitle();
  const options = (record.parents ?? []).map((one) => ({ value: one.id, label: `${one.number} ${titleOf(one)}`.trim() }));
  return (
    <Modal open title={text(record.title)} footer={null} onCancel={onClose}>
      <label htmlFor="new-record-on">{t('on.which')}</label>
      <Select id="new-record-on" className="jw-whole" autoFocus showSearch={{ optionFilterProp: 'label' }} placeholder={t('on.choose')} options={options} onChange={onChoice} />
    </Modal>
  );
}
