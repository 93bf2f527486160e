import { EditOutlined, PlusOutlined } from '@ant-design/icons';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { setVariable, variablesPageSize, variablesQuery } from '@/api/engine';
import { Nothing } from '@/components/feedback/Nothing';
import { Refusal } from '@/components/feedback/Refusal';
import { Loaded } from '@/components/Loaded';
import { Pager } from '@/components/Pager';
import { Panel } from '@/components/Panel';
import { useRefresh } from '@/components/records/useRefresh';
import { asJson } from './found';
import { ScrolledText } from './ScrolledText';

interface VariablesPanelProps {
  scope: string;
  of: string;
  running: boolean;
}

interface Edited {
  name: string;
  value: string;
  isNew: boolean;
}

// The variables that a scope itself holds, as JSON.
export function VariablesPanel({ scope, of, running }: VariablesPanelProps) {
  const { t } = useTranslation('operate');
  const [page, setPage] = useState(1);
  const [words, setWords] = useState('');
  const query = useQuery({ ...variablesQuery(scope, page, words), placeholderData: keepPreviousData });
  const total = query.data?.total ?? 0;
  const [edited, setEdited] = useState<Edited>();
  return (
    <Panel
      title={t('variables.of', { name: of })}
      flush
      extra={
        running && (
          <Button size="small" icon={<PlusOutlined />} onClick={() => setEdited({ name: '', value: '', isNew: true })}>
            {t('variables.add')}
          </Button>
        )
      }
    >
      {(words || total > variablesPageSize) && (
        <Input.Search
          className="jw-engine-search"
          allowClear
          aria-label={t('variables.search')}
          placeholder={t('variables.search')}
          onSearch={(said) => {
            setWords(said.trim());
            setPage(1);
          }}
        />
      )}
      <Loaded query={query}>
        {({ items: variables }) =>
          variables.length === 0 ? (
            <Nothing text={t(words ? 'variables.noneOf' : 'variables.none', { words })} />
          ) : (
            <ul className="jw-list">
              {variables.map(({ name, value }) => (
                <li key={name} className="jw-item">
                  <span className="jw-main">
                    <b>{name}</b>
                    <ScrolledText as="code" className="jw-engine-value" label={t('variables.valueOf', { name })} text={value} />
                  </span>
                  {running && (
                    <Button
                      size="small"
                      type="text"
                      icon={<EditOutlined />}
                      aria-label={t('variables.edit', { name })}
                      onClick={() => setEdited({ name, value, isNew: false })}
                    />
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {total > variablesPageSize && <Pager page={page} size={variablesPageSize} total={total} onChange={setPage} />}
      {edited && <VariableDialog scope={scope} edited={edited} onClose={() => setEdited(undefined)} />}
    </Panel>
  );
}

function VariableDialog({ scope, edited, onClose }: { scope: string; edited: Edited; onClose: () => void }) {
  const { t } = useTranslation('operate');
  const { message } = App.useApp();
  const refresh = useRefresh();
  const [name, setName] = useState(edited.name);
  const [value, setValue] = useState(edited.value);
  const save = useMutation({
    mutationFn: () => setVariable(scope, name.trim(), asJson(value.trim())),
    onSuccess: () => {
      void message.success(t('variables.saved'));
      void refresh();
      onClose();
    },
  });
  return (
    <Modal
      open
      title={t(edited.isNew ? 'variables.add' : 'variables.edit', { name: edited.name })}
      okText={t('variables.save')}
      okButtonProps={{ disabled: !name.trim() || !value.trim(), loading: save.isPending }}
      onOk={() => save.mutate()}
      onCancel={onClose}
    >
      <Refusal error={save.error} onClose={() => save.reset()} />
      <Form layout="vertical">
        <Form.Item label={t('variables.name')} htmlFor="variable-name" required>
          <Input id="variable-name" value={name} disabled={!edited.isNew} onChange={(event) => setName(event.target.value)} />
        </Form.Item>
        <Form.Item label={t('variables.value')} htmlFor="variable-value" extra={t('variables.hint')} required>
          <Input.TextArea
            id="variable-value"
            className="jw-engine-json"
            autoSize={{ minRows: 3, maxRows: 14 }}
            value={value}
            onChange={(event) => setValue(event.target.value)}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
