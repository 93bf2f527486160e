import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { restoreVersion } from '@/api/restore-version';
import { versionsQuery } from '@/api/versions-query';
import { Differences } from '@/components/diagram/Differences';
import { Refusal } from '@/components/feedback/Refusal';
import { Loaded } from '@/components/Loaded';
import { Panel } from '@/components/Panel';
import { useRefresh } from '@/components/records/useRefresh';
import { StateTag } from '@/components/StateTag';
import { formatInstant } from '@/lib/time';

type Version = Schemas['ProcessVersion'];

// The versions of a process: what runs with each, what one does differently from the one before, and
// an earlier one made the one that starts.
export function VersionsPanel({ process }: { process: string }) {
  const { t } = useTranslation(['waiting', 'design']);
  const { message } = App.useApp();
  const refresh = useRefresh();
  const query = useQuery(versionsQuery(process));
  const [shown, setShown] = useState<number | null>(null);
  const restore = useMutation({
    mutationFn: (version: number) => restoreVersion(process, version),
    onSuccess: ({ version }) => {
      void message.success(t('versions.restored', { version }));
      void refresh();
    },
  });
  return (
    <Panel
      title={t('versions.title')}
      flush
      extra={
        <Link to="/waiting/$process/design" params={{ process }}>
          {t('versions.design')}
        </Link>
      }
    >
      <Refusal error={restore.error} onClose={() => restore.reset()} />
      <Loaded query={query}>
        {({ items, may_restore }) => (
          <ul className="jw-list">
            {items.map((version, place) => (
              <li key={version.version}>
                <div className="jw-item">
                  <VersionWords version={version} newest={place === 0} />
                  {place + 1 < items.length && (
                    <Button size="small" onClick={() => setShown(shown === version.version ? null : version.version)}>
                      {t(shown === version.version ? 'versions.fold' : 'versions.compare', { version: items[place + 1].version })}
                    </Button>
                  )}
                  {may_restore && place > 0 && (
                    <Popconfirm
                      title={t('versions.sure', { version: version.version })}
                      description={t('versions.what')}
                      okText={t('versions.restore')}
                      onConfirm={() => restore.mutate(version.version)}
                    >
                      <Button size="small" loading={restore.isPending && restore.variables === version.version}>
                        {t('versions.restore')}
                      </Button>
                    </Popconfirm>
                  )}
                </div>
                {shown === version.version && <Differences process={process} before={items[place + 1].version} after={version.version} />}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Panel>
  );
}

function VersionWords({ version, newest }: { version: Version; newest: boolean }) {
  const { t } = useTranslation('waiting');
  return (
    <span className="jw-main">
      <span className="jw-title">
        {t('versions.number', { version: version.version })} {newest && <StateTag text={t('versions.newest')} tone="good" />}
      </span>
      <span className="jw-meta">
        <span>{formatInstant(version.deployed_at)}</span>
        <span>{version.deployed_by ? t('versions.by', { name: version.deployed_by.name }) : t('versions.byPack')}</span>
        {version.same_as && <span>{t('versions.same', { version: version.same_as })}</span>}
        <span>{t('versions.count', { running: version.running, ended: version.ended })}</span>
      </span>
      {version.comment && <span className="jw-soft">{version.comment}</span>}
    </span>
  );
}
