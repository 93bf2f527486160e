import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Select, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { instancesQuery } from '@/api/instances-query';
import { type PaperSubject, tryPaper } from '@/api/paper-templates';
import { recordsQuery } from '@/api/records-query';
import { Nothing } from '@/components/feedback/Nothing';
import { Refusal } from '@/components/feedback/Refusal';
import { Panel } from '@/components/Panel';
import { useLanguage } from '@/lib/language';

interface TrialProps {
  paper: Schemas['PaperTemplate'];
  text: string;
  isSound: boolean;
}

// The text as it would print a real matter, or a record where nothing is printed of matters.
export function Trial({ paper, text, isSound }: TrialProps) {
  const { t } = useTranslation('papers');
  const language = useLanguage() === 'en' ? 'en' : 'zh';
  const [subject, setSubject] = useState<PaperSubject>();
  const trial = useMutation({ mutationFn: (chosen: PaperSubject) => tryPaper(paper.id, text, chosen, language) });
  const choice = paper.processes.length > 0 || !paper.record ? <MatterChoice paper={paper} onChoose={setSubject} /> : <RecordChoice type={paper.record.id} onChoose={setSubject} />;
  return (
    <Panel
      title={t('previewTitle')}
      extra={
        <Space wrap>
          {choice}
          <Button disabled={!subject || !isSound} loading={trial.isPending} onClick={() => subject && trial.mutate(subject)}>
            {t('preview')}
          </Button>
        </Space>
      }
    >
      <Refusal error={trial.error} onClose={() => trial.reset()} />
      {trial.data === undefined ? (
        <Nothing text={t('previewNone')} />
      ) : (
        <iframe className="jw-paper-trial" title={t('previewTitle')} sandbox="" srcDoc={String(trial.data)} />
      )}
    </Panel>
  );
}

interface ChoiceProps {
  options: { value: string; label: string }[];
  onSearch: (words: string) => void;
  onChange: (value: string) => void;
}

function Choice({ options, onSearch, onChange }: ChoiceProps) {
  const { t } = useTranslation('papers');
  return (
    <Select
      aria-label={t('subject')}
      placeholder={t('choose')}
      style={{ minWidth: 220 }}
      showSearch={{ filterOption: false, onSearch }}
      options={options}
      onChange={onChange}
    />
  );
}

function MatterChoice({ paper, onChoose }: { paper: Schemas['PaperTemplate']; onChoose: (subject: PaperSubject) => void }) {
  const [words, setWords] = useState('');
  const query = useQuery(instancesQuery({ scope: 'all', q: words || undefined, page: 1 }));
  const own = new Set(paper.processes.map((process) => process.id));
  const items = (query.data?.items ?? []).filter((one) => own.size === 0 || own.has(one.process.id));
  const options = items.map((one) => ({ value: one.key, label: [one.record?.number, one.subject ?? one.record?.title].filter(Boolean).join(' ') || one.key }));
  return <Choice options={options} onSearch={setWords} onChange={(instance) => onChoose({ instance })} />;
}

function RecordChoice({ type, onChoose }: { type: string; onChoose: (subject: PaperSubject) => void }) {
  const [words, setWords] = useState('');
  const query = useQuery(recordsQuery(type, { q: words || undefined, size: 20 }));
  const options = (query.data?.items ?? []).map((one) => ({ value: one.id, label: [one.number, one.title].filter(Boolean).join(' ') }));
  return <Choice options={options} onSearch={setWords} onChange={(id) => onChoose({ record: { type, id } })} />;
}
