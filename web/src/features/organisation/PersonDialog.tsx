import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addPerson } from '@/api/add-person';
import { Refusal } from '@/components/feedback/Refusal';

const fields = ['name', 'name_en', 'phone', 'email', 'id'] as const;
type Values = Partial<Record<(typeof fields)[number], string>>;

// Somebody joins; posts are given afterwards.
export function PersonDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('organisation');
  const queries = useQueryClient();
  const [values, setValues] = useState<Values>({});
  const add = useMutation({
    mutationFn: () => addPerson({ ...values, name: values.name?.trim() ?? '' }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['organisation'] });
      onClose();
    },
  });
  return (
    <Modal
      open
      title={t('add.person')}
      okText={t('save')}
      okButtonProps={{ disabled: !values.name?.trim(), loading: add.isPending }}
      onOk={() => add.mutate()}
      onCancel={onClose}
    >
      <Refusal error={add.error} onClose={() => add.reset()} />
      <Form layout="vertical">
        {fields.map((field) => (
          <Form.Item key={field} label={t(`person.${field}`)} htmlFor={`person-${field}`} required={field === 'name'}>
            <Input
              id={`person-${field}`}
              maxLength={100}
              value={values[field] ?? ''}
              onChange={(event) => setValues({ ...values, [field]: event.target.value })}
            />
          </Form.Item>
        ))}
      </Form>
    </Modal>
  );
}
