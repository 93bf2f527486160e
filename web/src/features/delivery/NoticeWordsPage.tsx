import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { noticeWordsQuery } from '@/api/notice-words';
import { Loaded } from '@/components/Loaded';
import { PageHead } from '@/components/PageHead';
import { Panel } from '@/components/Panel';
import { StateTag } from '@/components/StateTag';
import { addDeliveryTexts } from '@/lib/delivery-texts';
import { useLabel } from '@/lib/language';
import { addNoticeWordTexts } from '@/lib/notice-word-texts';
import { formatInstant } from '@/lib/time';
import { NoticeWordsDialog } from './NoticeWordsDialog';
import './notice-words.css';

type Kind = Schemas['NoticeKind'];

// In which words each kind of notice is told. Administrators only.
export function NoticeWordsPage() {
  addDeliveryTexts();
  addNoticeWordTexts();
  const { t } = useTranslation('notice-words');
  const query = useQuery(noticeWordsQuery());
  const [open, setOpen] = useState<Kind>();
  return (
    <>
      <PageHead title={t('title')}>
        <Link to="/delivery">{t('delivery')}</Link>
      </PageHead>
      <p className="jw-soft">{t('hint')}</p>
      <Panel flush>
        <Loaded query={query}>
          {({ items }) => (
            <ul className="jw-list">
              {items.map((kind) => (
                <KindItem key={kind.kind} kind={kind} onEdit={() => setOpen(kind)} />
              ))}
            </ul>
          )}
        </Loaded>
      </Panel>
      {open && <NoticeWordsDialog kind={open} onClose={() => setOpen(undefined)} />}
    </>
  );
}

function KindItem({ kind, onEdit }: { kind: Kind; onEdit: () => void }) {
  const { t } = useTranslation('notice-words');
  const { t: td } = useTranslation('delivery');
  const label = useLabel();
  const name = td(`kind.${kind.kind}`);
  return (
    <li className="jw-item">
      <span className="jw-main">
        <span className="jw-title">
          {name} {kind.changed_by && <StateTag text={t('changed')} tone="active" />}
        </span>
        {kind.changed_by && <span className="jw-notice-text">{label(kind.words.title)}</span>}
        <span className="jw-meta">
          <span>
            {kind.changed_by && kind.changed_at ? t('changedBy', { name: kind.changed_by.name, at: formatInstant(kind.changed_at) }) : t('builtIn')}
          </span>
        </span>
      </span>
      <Button size="small" onClick={onEdit} aria-label={`${t('edit')} ${name}`}>
        {t('edit')}
      </Button>
    </li>
  );
}
