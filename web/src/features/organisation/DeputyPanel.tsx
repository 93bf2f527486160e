import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, DatePicker, Form, Input, Popconfirm, Radio, Select } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { deputiesQuery } from '@/api/deputies-query';
import { endDeputy } from '@/api/end-deputy';
import { sessionQuery } from '@/api/session-query';
import { setDeputy } from '@/api/set-deputy';
import { Nothing } from '@/components/feedback/Nothing';
import { Refusal } from '@/components/feedback/Refusal';
import { PeoplePicker } from '@/components/form/PeopleInput';
import { Loaded } from '@/components/Loaded';
import { Panel } from '@/components/Panel';
import { useJoin, useLabel } from '@/lib/language';
import { formatInstant } from '@/lib/time';
import { awayThen } from './standInAway';

// Who stands in for whom, and a form to name one's own deputy.
export function DeputyPanel({ data }: { data: Schemas['Organisation'] }) {
  const { t } = useTranslation('organisation');
  const text = useLabel();
  const join = useJoin();
  const queries = useQueryClient();
  const query = useQuery(deputiesQuery());
  const refresh = () =>
    Promise.all(['deputies', 'organisation', 'away'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
  const end = useMutation({ mutationFn: endDeputy, onSettled: refresh });
  return (
    <div className="jw-two">
      <Panel title={t('deputies')} flush>
        <Refusal error={end.error} onClose={() => end.reset()} />
        <Loaded query={query}>
          {({ items }) =>
            items.length === 0 ? (
              <Nothing text={t('noDeputies')} />
            ) : (
              <ul className="jw-list">
                {items.map((one) => (
                  <li key={one.id} className="jw-item">
                    <span className="jw-main">
                      <span>{t('standsFor', { deputy: one.deputy.name, whom: one.person?.name ?? text(one.position?.title) })}</span>
                      <span className="jw-meta">
                        <span>
                          {formatInstant(one.from)} – {formatInstant(one.until) || t('openEnd')}
                        </span>
                        <span>{t(one.mode)}</span>
                        {one.scope && <span>{t('onlyIn', { processes: join(one.scope.map((process) => text(process.title))) })}</span>}
                        {one.reason && <span>{one.reason}</span>}
                      </span>
                    </span>
                    {one.can_end && (
                      <Popconfirm title={t('endAsk')} onConfirm={() => end.mutate(one.id)}>
                        <Button size="small">{t('end')}</Button>
                      </Popconfirm>
                    )}
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </Panel>
      <Panel title={t('setDeputy')}>
        <DeputyForm data={data} processes={query.data?.processes ?? []} deputies={query.data?.items ?? []} onSet={() => void refresh()} />
      </Panel>
    </div>
  );
}

interface DeputyFormProps {
  data: Schemas['Organisation'];
  processes: Schemas['Ref'][];
  deputies: Schemas['Deputy'][]; // that there are
  onSet: () => void;
}

function DeputyForm({ data, processes, deputies, onSet }: DeputyFormProps) {
  const { t } = useTranslation('organisation');
  const text = useLabel();
  const session = useQuery(sessionQuery());
  const [person, setPerson] = useState<string | null>(null);
  const [position, setPosition] = useState<string | undefined>();
  const [deputy, setDeputyId] = useState<string | null>(null);
  const [range, setRange] = useState<[Dayjs | null, Dayjs | null]>([null, null]);
  const [reason, setReason] = useState('');
  const [scope, setScope] = useState<string[]>([]);
  const [mode, setMode] = useState<Schemas['Deputy']['mode']>('beside');
  const set = useMutation({
    mutationFn: () =>
      setDeputy({
        person: person ?? undefined,
        position,
        deputy: deputy ?? '',
        from: range[0]?.startOf('day').toISOString(),
        until: range[1]?.endOf('day').toISOString(),
        reason: reason.trim() || undefined,
        mode,
        scope: scope.length > 0 ? scope : undefined,
      }),
    onSuccess: () => {
      setPerson(null);
      setDeputyId(null);
      setReason('');
      setScope([]);
      onSet();
    },
  });
  const mine = session.data?.positions ?? [];
  const administers = session.data?.roles.includes('administrator');
  const positions = administers ? data.positions : mine;
  const [opened] = useState(() => new Date());
  const away = awayThen(deputies, deputy, range, opened);
  return (
    <Form layout="vertical" onFinish={() => set.mutate()}>
      <Refusal error={set.error} onClose={() => set.reset()} />
      {administers && (
        <Form.Item label={t('field.whomPerson')} htmlFor="deputy-of" extra={t('field.whomPersonHint')}>
          <PeoplePicker
            id="deputy-of"
            label={t('field.whomPerson')}
            value={person}
            onChange={(next) => {
              setPerson(next as string | null);
              setPosition(undefined);
            }}
          />
        </Form.Item>
      )}
      <Form.Item label={t('field.whom')} htmlFor="deputy-position">
        <Select
          id="deputy-position"
          allowClear
          disabled={person !== null}
          placeholder={session.data?.person.name}
          value={position}
          options={positions.map((one) => ({ value: one.id, label: text(one.title) }))}
          onChange={setPosition}
        />
      </Form.Item>
      <Form.Item label={t('field.deputy')} htmlFor="deputy-person" required>
        <PeoplePicker id="deputy-person" label={t('field.deputy')} value={deputy} onChange={(next) => setDeputyId(next as string | null)} />
        {away.map((one) => (
          <Alert
            key={one.id}
            type="warning"
            showIcon
            title={t('deputyAway', { name: one.person?.name, deputy: one.deputy.name, from: formatInstant(one.from), until: formatInstant(one.until) || t('openEnd') })}
          />
        ))}
      </Form.Item>
      <Form.Item label={t('field.range')} htmlFor="deputy-range">
        <DatePicker.RangePicker
          id="deputy-range"
          className="jw-wide"
          allowEmpty={[true, true]}
          value={range}
          onChange={(next) => setRange([next?.[0] ?? null, next?.[1] ?? null])}
        />
      </Form.Item>
      <Form.Item label={t('field.scope')} htmlFor="deputy-scope">
        <Select
          id="deputy-scope"
          mode="multiple"
          placeholder={t('everyProcess')}
          value={scope}
          options={processes.map((one) => ({ value: one.id, label: text(one.title) }))}
          showSearch={{ optionFilterProp: 'label' }}
          onChange={setScope}
        />
      </Form.Item>
      <Form.Item label={t('field.mode')}>
        <Radio.Group
          aria-label={t('field.mode')}
          value={mode}
          options={[
            { value: 'beside', label: t('beside') },
            { value: 'instead', label: t('instead') },
          ]}
          onChange={(event) => setMode(event.target.value as Schemas['Deputy']['mode'])}
        />
      </Form.Item>
      <Form.Item label={t('field.reason')} htmlFor="deputy-reason">
        <Input id="deputy-reason" maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={set.isPending} disabled={!deputy}>
        {t('set')}
      </Button>
    </Form>
  );
}
