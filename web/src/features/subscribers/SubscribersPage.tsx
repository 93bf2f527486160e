import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { subscribersQuery } from '@/api/subscribers-query';
import { Nothing } from '@/components/feedback/Nothing';
import { Loaded } from '@/components/Loaded';
import { PageHead } from '@/components/PageHead';
import { Panel } from '@/components/Panel';
import { addSubscriberTexts } from '@/lib/subscriber-texts';
import { SubscriberDialog } from './SubscriberDialog';
import { SubscriberItem } from './SubscriberItem';

type Open = { subscriber?: Schemas['Subscriber'] };

// Other systems that are told what happens: how each stands, and what can be done about it. Administrators only.
export function SubscribersPage() {
  addSubscriberTexts();
  const { t } = useTranslation('subscribers');
  const query = useQuery(subscribersQuery());
  const [open, setOpen] = useState<Open>();
  const add = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen({})}>
      {t('add')}
    </Button>
  );
  return (
    <>
      <PageHead title={t('title')}>{add}</PageHead>
      <p className="jw-soft">{t('hint')}</p>
      <Panel flush>
        <Loaded query={query}>
          {({ items }) =>
            items.length === 0 ? (
              <Nothing text={t('none')} />
            ) : (
              <ul className="jw-list">
                {items.map((one) => (
                  <SubscriberItem key={one.id} subscriber={one} onEdit={() => setOpen({ subscriber: one })} />
                ))}
              </ul>
            )
          }
        </Loaded>
      </Panel>
      {open && <SubscriberDialog subscriber={open.subscriber} onClose={() => setOpen(undefined)} />}
    </>
  );
}
