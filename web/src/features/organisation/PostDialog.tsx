import { Checkbox, Form, Radio, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { appoint } from '@/api/appoint';
import type { Schemas } from '@/api/client';
import { release } from '@/api/release';
import { useLabel } from '@/lib/language';
import { ChangeDialog } from './ChangeDialog';
import type { Organisation } from './organisation';

interface PostDialogProps {
  data: Organisation;
  person: Schemas['Person'];
  onClose: () => void;
}

// Gives a person a post, main or part-time, or ends one.
export function PostDialog({ data, person, onClose }: PostDialogProps) {
  const { t } = useTranslation('organisation');
  const text = useLabel();
  const [act, setAct] = useState<'give' | 'end'>('give');
  const [position, setPosition] = useState<string>();
  const [main, setMain] = useState(person.positions.length === 0);
  const held = new Set(person.positions.map((one) => one.id));
  const offered = data.positions.filter((one) => held.has(one.id) === (act === 'end'));
  const id = position ?? '';
  return (
    <ChangeDialog
      title={t('postsOf', { name: person.name })}
      complete={id !== ''}
      onSave={(from) =>
        act === 'give' ? appoint({ person: person.id, position: id, main, from }) : release({ person: person.id, position: id, until: from })
      }
      onClose={onClose}
    >
      <Form.Item>
        <Radio.Group
          value={act}
          aria-label={t('posts')}
          options={[
            { value: 'give', label: t('post.give') },
            { value: 'end', label: t('post.end'), disabled: held.size === 0 },
          ]}
          onChange={(event) => {
            setAct(event.target.value as 'give' | 'end');
            setPosition(undefined);
          }}
        />
      </Form.Item>
      <Form.Item label={t('field.position')} htmlFor="post-position" required>
        <Select
          id="post-position"
          showSearch={{ optionFilterProp: 'label' }}
          value={position}
          options={offered.map((one) => ({ value: one.id, label: text(one.title) }))}
          onChange={setPosition}
        />
      </Form.Item>
      {act === 'give' && (
        <Checkbox checked={main} onChange={(event) => setMain(event.target.checked)}>
          {t('post.main')}
        </Checkbox>
      )}
    </ChangeDialog>
  );
}
