import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { personalDeliveryQuery } from '@/api/personal-delivery-query';
import { setPersonalDelivery } from '@/api/set-personal-delivery';
import { ChannelMatrix } from '@/components/ChannelMatrix';
import { Nothing } from '@/components/feedback/Nothing';
import { Refusal } from '@/components/feedback/Refusal';
import { Loaded } from '@/components/Loaded';
import { PageHead } from '@/components/PageHead';
import { Panel } from '@/components/Panel';
import { QuietHoursInput } from '@/components/QuietHoursInput';
import { hasChannel, withChannel } from '@/lib/channels';
import { addDeliveryTexts } from '@/lib/delivery-texts';

// What reaches one outside of the pages, and when it does not.
export function NoticeSettingsPage() {
  addDeliveryTexts();
  const query = useQuery(personalDeliveryQuery());
  return <Loaded query={query}>{(data) => <PersonalSettings data={data} />}</Loaded>;
}

function PersonalSettings({ data }: { data: Schemas['PersonalDelivery'] }) {
  const { t } = useTranslation('delivery');
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [muted, setMuted] = useState(data.muted);
  const [quiet, setQuiet] = useState(data.quiet);
  const save = useMutation({
    mutationFn: () => setPersonalDelivery({ muted, quiet }),
    onSuccess: async () => {
      void message.success(t('saved'));
      await queries.invalidateQueries({ queryKey: ['personal-delivery'] });
    },
  });
  const columns = data.channels.map((one) => ({ id: one.id, label: one.title ?? t('mail.title') }));
  return (
    <>
      <PageHead title={t('mine.title')}>
        <Button type="primary" loading={save.isPending} onClick={() => save.mutate()}>
          {t('save')}
        </Button>
      </PageHead>
      <Refusal error={save.error} onClose={() => save.reset()} />
      <Panel title={t('matrix')}>
        <p className="jw-soft">{data.email ? t('mine.email', { email: data.email }) : t('mine.noEmail')}</p>
        {columns.length === 0 ? (
          <Nothing text={t('mine.noChannels')} />
        ) : (
          <>
            <p className="jw-soft">{t('mine.hint')}</p>
            <ChannelMatrix
              kinds={data.kinds}
              columns={columns}
              isOffered={(kind, channel) => hasChannel(data.offered, kind, channel)}
              isOn={(kind, channel) => !hasChannel(muted, kind, channel)}
              onChange={(kind, channel, on) => setMuted(withChannel(muted, kind, channel, !on))}
            />
          </>
        )}
      </Panel>
      <Panel title={t('quiet.title')}>
        <QuietHoursInput label={t('quiet.mine')} value={quiet} onChange={setQuiet} />
        <p className="jw-soft">
          {data.company_quiet ? t('quiet.companyHas', { from: data.company_quiet.from, to: data.company_quiet.to }) : t('quiet.companyNone')}{' '}
          {t('quiet.zone', { zone: data.zone })}
        </p>
      </Panel>
    </>
  );
}
