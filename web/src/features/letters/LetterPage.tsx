import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button, Descriptions, Form, Input } from 'antd';
import type { TFunction } from 'i18next';
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
import { useJoin } from '@/lib/language';
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
            ...(letter.followed_by ? [{ key: 'followed', label: t('followedBy'), children: letter.followed_by.name }] : []),
            { key: 'at', label: t('at'), children: formatInstant(letter.at) },
            { key: 'due', label: t('field.due'), children: letter.due_at ? formatInstant(letter.due_at) : '—' },
          ]}
        />
        <p className="jw-letter">{letter.text}</p>
        <AttachmentList files={letter.files} />
        {letter.may_acknowledge && <Acknowledge id={letter.id} />}
      </Panel>
      <Panel title={t('receipts')} flush>
        <div className="jw-soft jw-small jw-item">{t('receiversHint')}</div>
        <ul className="jw-list">
          {letter.receipts.map((one) => (
            <ReceiptRow key={one.person.id} receipt={one} />
          ))}
        </ul>
      </Panel>
    </>
  );
}

function ReceiptRow({ receipt }: { receipt: Letter['receipts'][number] }) {
  const { t } = useTranslation('letters');
  const join = useJoin();
  return (
    <li className="jw-item">
      <span className="jw-main">
        <span>{receipt.person.name}</span>
        <span className="jw-meta">
          <span>{receipt.read_at ? t('readAt', { at: formatInstant(receipt.read_at) }) : t('unread')}</span>
          <span>{stateOf(receipt, t)}</span>
          {receipt.taken_over_by && <span>{t('takenOver', { name: receipt.taken_over_by.name })}</span>}
          {receipt.stand_ins && <span>{standInsOf(receipt, join, t)}</span>}
        </span>
        {receipt.words && <span>{receipt.words}</span>}
      </span>
    </li>
  );
}

function stateOf(receipt: Letter['receipts'][number], t: TFunction<'letters'>) {
  if (receipt.acknowledged_at) return t('acknowledgedAt', { at: formatInstant(receipt.acknowledged_at) });
  if (receipt.left_at) return t('left', { at: formatInstant(receipt.left_at) });
  return receipt.has_left ? t('hasLeft') : t('open');
}

function standInsOf(receipt: Letter['receipts'][number], join: ReturnType<typeof useJoin>, t: TFunction<'letters'>) {
  const names = join((receipt.stand_ins ?? []).map((one) => one.name));
  return receipt.away_until ? t('standInsUntil', { names, at: formatInstant(receipt.away_until) }) : t('standIns', { names });
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
