import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { errorsQuery } from '@/api/engine';
import { PageHead } from '@/components/PageHead';
import { Panel } from '@/components/Panel';
import { useEngineText } from '@/lib/engine-text';
import { addOperateTexts } from '@/lib/operate-texts';
import { BatchesPanel } from './BatchesPanel';
import { Found } from './Found';
import { FoundForm } from './FoundForm';
import type { EngineSearch } from './found';
import { usePaged } from './usePaged';
import './engine.css';

// Everything the engine runs, also what no matter of the company's rules belongs to. Administrators only.
export function EnginePage() {
  addOperateTexts();
  const { t } = useTranslation('operate');
  const search = useSearch({ from: '/frame/operate' });
  const navigate = useNavigate({ from: '/operate' });
  return (
    <>
      <PageHead title={t('title')} />
      <p className="jw-soft">{t('hint')}</p>
      <Tabs
        activeKey={search.tab ?? 'instances'}
        onChange={(tab) => void navigate({ search: tab === 'batches' ? { tab } : {} })}
        items={[
          { key: 'instances', label: t('tab.instances'), children: <Instances search={search} /> },
          { key: 'batches', label: t('tab.batches'), children: search.tab === 'batches' && <BatchesPanel page={search.page ?? 1} /> },
        ]}
      />
    </>
  );
}

function Instances({ search }: { search: EngineSearch }) {
  return (
    <>
      <Errors search={search} />
      <FoundForm search={search} />
      <Found search={search} />
    </>
  );
}

// What went wrong most often; an error opens the instances that stand at it.
function Errors({ search }: { search: EngineSearch }) {
  const { t } = useTranslation('operate');
  const navigate = useNavigate({ from: '/operate' });
  const say = useEngineText();
  const query = useQuery(errorsQuery());
  const { shown: errors, pager } = usePaged(query.data ?? []);
  if (errors.length === 0) return null;
  return (
    <Panel title={t('errors')} flush>
      <ul className="jw-list">
        {errors.map((error) => (
          <li key={error.errorHashCode}>
            <button
              type="button"
              className={error.errorHashCode === search.error ? 'jw-item jw-error-row here' : 'jw-item jw-error-row'}
              aria-pressed={error.errorHashCode === search.error}
              onClick={() =>
                void navigate({ search: error.errorHashCode === search.error ? {} : { state: 'incident', error: error.errorHashCode } })
              }
            >
              <span className="jw-main">{say(error.errorMessage) || t('noReason')}</span>
              <b className="jw-overdue">{error.activeInstancesWithErrorCount}</b>
            </button>
          </li>
        ))}
      </ul>
      {pager}
    </Panel>
  );
}
