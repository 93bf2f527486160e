import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { commentRecord } from '@/api/comment-record';
import { recordTimelineQuery } from '@/api/record-timeline-query';
import { Refusal } from '@/components/feedback/Refusal';
import { Loaded } from '@/components/Loaded';
import { Panel } from '@/components/Panel';
import { useRefresh } from '@/components/records/useRefresh';
import { Story } from '@/components/timeline/Story';
import { useActKey } from '@/components/useActKey';

// The story of a record, and a place to say something about it.
export function StoryPanel({ record }: { record: Schemas['RecordDetail'] }) {
  const query = useQuery(recordTimelineQuery(record.type, record.id));
  return (
    <Panel>
      {record.can.comment && <CommentForm type={record.type} id={record.id} />}
      <Loaded query={query}>{({ items }) => <Story entries={items} />}</Loaded>
    </Panel>
  );
}

function CommentForm({ type, id }: { type: string; id: string }) {
  const { t } = useTranslation('records');
  const refresh = useRefresh();
  const key = useActKey();
  const [words, setWords] = useState('');
  const say = useMutation({
    mutationFn: () => commentRecord(type, id, words.trim(), key.of(words)),
    onSettled: key.settle,
    onSuccess: () => {
      setWords('');
      void refresh();
    },
  });
  return (
    <form
      className="jw-comment"
      onSubmit={(event) => {
        event.preventDefault();
        say.mutate();
      }}
    >
      <Refusal error={say.error} onClose={() => say.reset()} />
      <Input.TextArea
        value={words}
        maxLength={2000}
        autoSize={{ minRows: 2, maxRows: 6 }}
        placeholder={t('comment')}
        aria-label={t('comment')}
        onChange={(event) => setWords(event.target.value)}
      />
      <Button htmlType="submit" loading={say.isPending} disabled={words.trim() === ''}>
        {t('say')}
      </Button>
    </form>
  );
}
