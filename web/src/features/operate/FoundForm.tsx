import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Input, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { definitionsQuery } from '@/api/engine';
import { type EngineSearch, standings } from './found';
import { useProcessName } from './useProcessName';

// Which instances are listed: by process and version, standing, key or business id, and by a variable.
export function FoundForm({ search }: { search: EngineSearch }) {
  const { t } = useTranslation('operate');
  const navigate = useNavigate({ from: '/operate' });
  const nameOf = useProcessName();
  const definitions = useQuery(definitionsQuery());
  const newest = (definitions.data ?? []).filter((one, at, all) => one.processDefinitionId !== all[at - 1]?.processDefinitionId);
  const versions = (definitions.data ?? []).filter((one) => one.processDefinitionId === search.process);
  const ask = (part: EngineSearch) => void navigate({ search: { ...search, page: undefined, ...part } });
  return (
    <div className="jw-engine-form">
      <Select
        aria-label={t('process')}
        placeholder={t('process')}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        loading={definitions.isPending}
        value={search.process}
        options={newest.map((one) => ({ value: one.processDefinitionId, label: nameOf(one.processDefinitionId, one.name) }))}
        onChange={(process) => ask({ process, version: undefined })}
      />
      {versions.length > 1 && (
        <Select
          aria-label={t('version')}
          placeholder={t('everyVersion')}
          allowClear
          value={search.version}
          options={versions.map(({ version }) => ({ value: version, label: t('versionNumber', { version }) }))}
          onChange={(version) => ask({ version })}
        />
      )}
      <Input.Search
        key={`q-${search.q ?? ''}`}
        className="jw-words"
        aria-label={t('q')}
        placeholder={t('q')}
        allowClear
        defaultValue={search.q}
        onSearch={(q) => ask({ q: q || undefined, state: q ? 'all' : search.state })}
      />
      <Input.Search
        key={`variable-${search.variable ?? ''}`}
        className="jw-words"
        aria-label={t('variable')}
        placeholder={t('variable')}
        allowClear
        defaultValue={search.variable}
        onSearch={(variable) => ask({ variable: variable || undefined })}
      />
      {search.error !== undefined && <Button onClick={() => ask({ error: undefined })}>{t('everyError')}</Button>}
      <Segmented
        className="jw-engine-standing"
        aria-label={t('standing')}
        value={search.state ?? 'running'}
        options={standings.map((standing) => ({ value: standing, label: t(`standings.${standing}`) }))}
        onChange={(state) => ask({ state: state === 'running' ? undefined : state, error: state === 'incident' ? search.error : undefined })}
      />
    </div>
  );
}
