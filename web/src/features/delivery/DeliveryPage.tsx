import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { deliveryQuery } from '@/api/delivery-query';
import { setDelivery } from '@/api/set-delivery';
import { ChannelMatrix } from '@/components/ChannelMatrix';
import { Refusal } from '@/components/feedback/Refusal';
import { Loaded } from '@/components/Loaded';
import { PageHead } from '@/components/PageHead';
import { Panel } from '@/components/Panel';
import { QuietHoursInput } from '@/components/QuietHoursInput';
import { hasChannel, withChannel } from '@/lib/channels';
import { addDeliveryTexts } from '@/lib/delivery-texts';
import { type Delivery, type Draft, draftOf } from './draft';
import { FailedMessages } from './FailedMessages';
import { MailPanel } from './MailPanel';
import { RobotsPanel } from './RobotsPanel';
import { SitePanel } from './SitePanel';

// How notices reach people outside of the pages. Administrators only.
export function DeliveryPage() {
  addDeliveryTexts();
  const query = useQuery(deliveryQuery());
  return <Loaded query={query}>{(data) => <DeliverySettings key={JSON.stringify({ ...data, failed: [] })} data={data} />}</Loaded>;
}

function DeliverySettings({ data }: { data: Delivery }) {
  const { t } = useTranslation('delivery');
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<Draft>(() => draftOf(data));
  const save = useMutation({
    mutationFn: () => setDelivery(draft),
    onSuccess: async () => {
      void message.success(t('saved'));
      await queries.invalidateQueries({ queryKey: ['delivery'] });
    },
  });
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  return (
    <>
      <PageHead title={t('title')}>
        <Link to="/delivery/words">{t('words')}</Link>
        <Button type="primary" loading={save.isPending} onClick={() => save.mutate()}>
          {t('save')}
        </Button>
      </PageHead>
      <Refusal error={save.error} onClose={() => save.reset()} />
      {data.failed.length > 0 && <FailedMessages failed={data.failed} />}
      <SitePanel draft={draft} onChange={set} />
      <MailPanel data={data} mail={draft.mail} onChange={(mail) => set({ mail })} />
      <RobotsPanel data={data} robots={draft.robots} onChange={(robots) => set({ robots })} />
      <Panel title={t('matrix')}>
        <p className="jw-soft">{t('matrixHint')}</p>
        <ChannelMatrix
          kinds={data.kinds}
          columns={[...channelsOf(data, t('mail.title')), { id: 'urgent', label: t('urgent') }]}
          isOn={(kind, column) => (column === 'urgent' ? draft.urgent.includes(kind) : hasChannel(draft.channels, kind, column))}
          onChange={(kind, column, on) =>
            column === 'urgent'
              ? set({ urgent: withChannel({ urgent: draft.urgent }, 'urgent', kind, on).urgent })
              : set({ channels: withChannel(draft.channels, kind, column, on) })
          }
        />
      </Panel>
      <Panel title={t('quiet.title')}>
        <QuietHoursInput label={t('quiet.company')} value={draft.quiet} onChange={(quiet) => set({ quiet })} />
      </Panel>
    </>
  );
}

// What is set up and stored; a robot is a channel once it is saved.
function channelsOf(data: Delivery, mail: string) {
  const robots = data.robots.map((robot) => ({ id: robot.id, label: robot.title }));
  return data.mail.server ? [{ id: 'mail', label: mail }, ...robots] : robots;
}
