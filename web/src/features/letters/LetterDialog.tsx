import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { DatePicker, Form, Input, Modal, Select } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { organisationQuery } from '@/api/organisation-query';
import { sendLetter } from '@/api/send-letter';
import { Refusal } from '@/components/feedback/Refusal';
import type { Attachment } from '@/components/form/AttachmentList';
import { FilesInput } from '@/components/form/FilesInput';
import { PeoplePicker } from '@/components/form/PeopleInput';
import { useActKey } from '@/components/useActKey';
import { useLabel } from '@/lib/language';

type Kind = Schemas['NewLetter']['kind'];
const kinds: Kind[] = ['notice', 'circular', 'change'];

// Writes a notice to persons and units. Once sent it cannot be changed.
export function LetterDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('letters');
  const text = useLabel();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const organisation = useQuery(organisationQuery());
  const [kind, setKind] = useState<Kind>('notice');
  const [title, setTitle] = useState('');
  const [body, setBody] = useState('');
  const [persons, setPersons] = useState<string[]>([]);
  const [units, setUnits] = useState<string[]>([]);
  const [due, setDue] = useState<Dayjs | null>(null);
  const [files, setFiles] = useState<Attachment[]>([]);
  const key = useActKey();
  const send = useMutation({
    mutationFn: () => {
      const letter = { kind, title, text: body, persons, units, due_at: due?.endOf('day').toISOString(), files: files.map((file) => file.id) };
      return sendLetter(letter, key.of(letter));
    },
    onSettled: key.settle,
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['letters'] });
      await navigate({ to: '/letters/$id', params: { id } });
    },
  });
  const complete = title.trim() !== '' && body.trim() !== '' && persons.length + units.length > 0;
  return (
    <Modal
      open
      title={t('write')}
      okText={t('send')}
      okButtonProps={{ disabled: !complete, loading: send.isPending }}
      onOk={() => send.mutate()}
      onCancel={onClose}
    >
      <Refusal error={send.error} onClose={() => send.reset()} />
      <Form layout="vertical">
        <Form.Item label={t('field.kind')} htmlFor="letter-kind">
          <Select id="letter-kind" value={kind} options={kinds.map((one) => ({ value: one, label: t(`kind.${one}`) }))} onChange={setKind} />
        </Form.Item>
        <Form.Item label={t('field.title')} htmlFor="letter-title" required>
          <Input id="letter-title" maxLength={200} value={title} onChange={(event) => setTitle(event.target.value)} />
        </Form.Item>
        <Form.Item label={t('field.text')} htmlFor="letter-text" required>
          <Input.TextArea id="letter-text" rows={6} maxLength={4000} value={body} onChange={(event) => setBody(event.target.value)} />
        </Form.Item>
        <Form.Item label={t('field.files')} htmlFor="letter-files">
          <FilesInput id="letter-files" files={files} onChange={setFiles} />
        </Form.Item>
        <Form.Item label={t('field.persons')} htmlFor="letter-persons">
          <PeoplePicker
            id="letter-persons"
            label={t('field.persons')}
            many
            value={persons}
            onChange={(next) => setPersons((next as string[] | null) ?? [])}
          />
        </Form.Item>
        <Form.Item label={t('field.units')} htmlFor="letter-units">
          <Select
            id="letter-units"
            mode="multiple"
            value={units}
            options={(organisation.data?.units ?? []).map((unit) => ({ value: unit.id, label: text(unit.title) }))}
            optionFilterProp="label"
            onChange={setUnits}
          />
        </Form.Item>
        <Form.Item label={t('field.due')} htmlFor="letter-due_at" extra={t('dueHint')}>
          <DatePicker id="letter-due_at" value={due} onChange={setDue} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
