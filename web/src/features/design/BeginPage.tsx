import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { beginProcess } from '@/api/begin-process';
import type { Schemas } from '@/api/client';
import { asProblem } from '@/api/problem';
import { processGroundsQuery } from '@/api/process-grounds-query';
import { Refusal } from '@/components/feedback/Refusal';
import { wrongAt } from '@/components/feedback/wrong-at';
import { Loaded } from '@/components/Loaded';
import { PageHead } from '@/components/PageHead';
import { Panel } from '@/components/Panel';
import { useRefresh } from '@/components/records/useRefresh';
import { addDesignTexts } from '@/lib/design-texts';
import { useLabel } from '@/lib/language';
import { allRecords, type Beginning, beginModel, isProcessId, type Pack, packsFor, usualId } from './begin';

type Packs = Pack<Schemas['Text']>[];

// A new process: what it is called, what it is about and who starts it; then it is drawn.
export function BeginPage() {
  addDesignTexts();
  const { t } = useTranslation('design');
  const query = useQuery(processGroundsQuery());
  return (
    <>
      <PageHead title={t('begin.title')}>
        <Link to="/waiting">{t('leave')}</Link>
      </PageHead>
      <Panel>
        <Loaded query={query}>{({ packs }) => <BeginForm packs={packs.filter((pack) => pack.records.length > 0)} />}</Loaded>
      </Panel>
    </>
  );
}

function BeginForm({ packs }: { packs: Packs }) {
  const { t } = useTranslation('design');
  const text = useLabel();
  const refresh = useRefresh();
  const navigate = useNavigate();
  const [asked, setAsked] = useState<Beginning>({ id: '', name: '', english: '', pack: '', record: '', starters: 'everyone' });
  const set = (more: Partial<Beginning>) => setAsked({ ...asked, ...more });
  const act = useMutation({
    mutationFn: () => beginAs(asked, (id) => beginProcess(asked.pack, beginModel({ ...asked, id }, { start: t('begin.start'), end: t('begin.end') }))),
    onSuccess: ({ id }) => {
      void refresh();
      void navigate({ to: '/waiting/$process/design', params: { process: id } });
    },
  });
  const isIdWrong = asked.id !== '' && !isProcessId(asked.id);
  const isComplete = isProcessId(asked.id || usualId(asked)) && asked.name.trim() !== '' && asked.record !== '';
  const possible = packsFor(asked.record, packs);
  const choice = (list: { id: string; title: Schemas['Text'] }[]) => list.map((one) => ({ value: one.id, label: text(one.title) }));
  return (
    <Form layout="vertical" style={{ maxWidth: 560 }} onFinish={() => act.mutate()}>
      <Refusal error={act.error} onClose={() => act.reset()} />
      <Form.Item label={t('begin.name')} htmlFor="begin-name" required>
        <Input id="begin-name" maxLength={60} value={asked.name} onChange={(event) => set({ name: event.target.value })} />
      </Form.Item>
      <Form.Item label={t('begin.english')} htmlFor="begin-english">
        <Input id="begin-english" maxLength={100} value={asked.english} onChange={(event) => set({ english: event.target.value })} />
      </Form.Item>
      <Form.Item label={t('begin.record')} htmlFor="begin-record" required extra={t('begin.recordHint')}>
        <Select
          id="begin-record"
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('begin.recordFind')}
          value={asked.record || undefined}
          options={allRecords(packs).map(({ id, title, pack }) => ({ value: id, label: t('begin.recordOf', { record: text(title), pack: text(pack.title) }) }))}
          onChange={(record: string) => set({ record, pack: packsFor(record, packs)[0].id })}
        />
      </Form.Item>
      {possible.length > 1 && (
        <Form.Item label={t('begin.pack')} htmlFor="begin-pack" required extra={t('begin.packHint')}>
          <Select id="begin-pack" value={asked.pack} options={choice(possible)} onChange={(pack: string) => set({ pack })} />
        </Form.Item>
      )}
      <Form.Item label={t('begin.id')} htmlFor="begin-id" extra={<span id="begin-id-hint">{t('begin.idHint')}</span>} validateStatus={isIdWrong ? 'error' : undefined}>
        <Input {...wrongAt('begin-id-hint', isIdWrong)} id="begin-id" maxLength={60} placeholder={usualId(asked)} value={asked.id} onChange={(event) => set({ id: event.target.value.trim() })} />
      </Form.Item>
      <p className="jw-soft">{t('begin.what')}</p>
      <Button type="primary" htmlType="submit" disabled={!isComplete} loading={act.isPending}>
        {t('begin.act')}
      </Button>
    </Form>
  );
}

const triesMax = 50;

// By the id that was asked for; where none was, by the first that no other process has.
async function beginAs(asked: Beginning, begin: (id: string) => Promise<{ id: string }>): Promise<{ id: string }> {
  if (asked.id) return begin(asked.id);
  for (let number = 1; ; number += 1) {
    try {
      return await begin(usualId(asked, number));
    } catch (error) {
      if (asProblem(error).code !== 'app.process_exists' || number === triesMax) throw error;
    }
  }
}
