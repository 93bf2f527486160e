import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button, Descriptions, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { acknowledgeLetter } from '@/api/acknowledge-letter';
import type { Schemas } from '@/api/client';
import { letterQuery } from '@/api/letter-query';
import { AttachmentList } from '@/components/form/AttachmentList';
import { Refusal } from '@/components/feedback/Refusal';
import { Loaded } from '@/components/Loaded';
import { PageHead } from '@/components/PageHead';
import { Panel } from '@/components/Panel';
import { formatInstant } from '@/lib/time';

type Letter = Schemas['Letter'];

// One written notice: what it says, and who has acknowledged it.
export function LetterPage() {
  const { t } = useTranslation('letters');
  const { id } = useParams({ from: '/frame/letters/$id' });
  const query = useQuery(letterQuery(id));
  return <Loaded query={query} back={<Link to="/letters">{t('title')}</Link>}>{(letter) => <LetterView letter={letter} />}</Loaded>;
}

function LetterView({ letter }: { letter: Letter }) {
  const { t } = useTranslation('letters');
  return (
    <>
      <PageHead title={letter.title} />
      <Panel title={letter.number}>
        <Descriptions
          column={{ xs: 1, md: 3 }}
          size="small"
          items={[
            { key: 'sender', label: t('sender'), children: letter.sender.name },
            { key: 'at', label: t('at'), children: formatInstant(letter.at) },
            { key: 'due', label: t('field.due'), children: letter.due_at ? formatInstant(letter.due_at) : '—' },
          ]}
        />
        <p className="jw-letter">{letter.text}</p>
        <AttachmentList files={letter.files} />
        {letter.may_acknowledge && <Acknowledge id={letter.id} />}
      </Panel>
      <Panel title={t('receipts')} flush>
        <ul className="jw-list">
          {letter.receipts.map((one) => (
            <li key={one.person.id} className="jw-item">
              <span className="jw-main">
                <span>{one.person.name}</span>
                <span className="jw-meta">
                  <span>{one.read_at ? t('readAt', { at: formatInstant(one.read_at) }) : t('unread')}</span>
                  <span>{one.acknowledged_at ? t('acknowledgedAt', { at: formatInstant(one.acknowledged_at) }) : t('open')}</span>
                </span>
                {one.words && <span>{one.words}</span>}
              </span>
            </li>
          ))}
        </ul>
      </Panel>
    </>
  );
}

function Acknowledge({ id }: { id: string }) {
  const { t } = useTranslation('letters');
  const queries = useQueryClient();
  const [words, setWords] = useState('');
  const acknowledge = useMutation({
    mutationFn: () => acknowledgeLetter(id, words),
    onSuccess: () =>
      queries.invalidateQueries({ predicate: (query) => ['letter', 'letters', 'notices', 'counts'].includes(String(query.queryKey[0])) }),
  });
  return (
    <Form layout="vertical" onFinish={() => acknowledge.mutate()}>
      <Refusal error={acknowledge.error} onClose={() => acknowledge.reset()} />
      <Form.Item label={t('words')} htmlFor="letter-words">
        <Input.TextArea id="letter-words" rows={2} maxLength={2000} value={words} onChange={(event) => setWords(event.target.value)} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={acknowledge.isPending}>
        {t('acknowledge')}
      </Button>
    </Form>
  );
}
