import { SearchOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { AutoComplete, Input } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { instancesQuery } from '@/api/instances-query';
import { searchQuery } from '@/api/search-query';
import { useLabel } from '@/lib/language';
import { useRecordTitle } from '@/lib/record-title';

// Finds what runs and what is on record by number, words or pinyin initials; Enter lists every process that matches.
export function SearchBox() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [words, setWords] = useState('');
  const asked = useDeferredValue(words.trim());
  const options = useFound(asked);

  function listAll() {
    void navigate({ to: '/instances', search: { scope: 'all', q: asked || undefined } });
  }

  function open(place: string) {
    setWords('');
    const [type, id] = place.split('/');
    if (type === 'instances') void navigate({ to: '/instances/$key', params: { key: id } });
    else void navigate({ to: '/records/$type/$id', params: { type, id } });
  }

  return (
    <AutoComplete className="jw-search" value={words} options={options} showSearch={{ onSearch: setWords }} onSelect={open}>
      <Input prefix={<SearchOutlined />} placeholder={t('search.hint')} aria-label={t('search.hint')} allowClear onPressEnter={listAll} />
    </AutoComplete>
  );
}

// Processes and records in groups, each with the place where it is shown.
function useFound(asked: string) {
  const { t } = useTranslation();
  const text = useLabel();
  const titleOf = useRecordTitle();
  const enabled = asked.length > 0;
  const instances = useQuery({ ...instancesQuery({ scope: 'all', q: asked, page: 1 }), enabled });
  const records = useQuery({ ...searchQuery(asked), enabled });
  if (!enabled) return [];
  const running = (instances.data?.items ?? []).slice(0, 6).map((row) => ({
    value: `instances/${row.key}`,
    label: <Found title={row.subject || row.record?.title || text(row.process.title)} hint={row.record?.number} />,
  }));
  const onRecord = (records.data?.items ?? []).map(({ type, record }) => ({
    value: `${record.type}/${record.id}`,
    label: <Found title={titleOf(record) || record.number} hint={`${text(type.title)} ${record.title ? record.number : ''}`} />,
  }));
  return [
    { label: t('search.instances'), options: running },
    { label: t('search.records'), options: onRecord },
  ].filter((group) => group.options.length > 0);
}

function Found({ title, hint }: { title: string; hint?: string }) {
  return (
    <span>
      {title} <span className="jw-soft jw-small">{hint}</span>
    </span>
  );
}
