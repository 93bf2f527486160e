import { SearchOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { AutoComplete, Input } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { instancesQuery } from '@/api/instances-query';
import { useLabel } from '@/lib/language';

// Finds what runs by number or title; Enter lists everything that matches.
export function SearchBox() {
  const { t } = useTranslation();
  const text = useLabel();
  const navigate = useNavigate();
  const [words, setWords] = useState('');
  const asked = useDeferredValue(words.trim());
  const { data } = useQuery({ ...instancesQuery({ scope: 'all', q: asked, page: 1 }), enabled: asked.length > 0 });
  const options = (asked ? (data?.items ?? []) : []).slice(0, 8).map((row) => ({
    value: row.key,
    label: (
      <span>
        {row.record?.title || text(row.process.title)} <span className="jw-soft jw-small">{row.record?.number}</span>
      </span>
    ),
  }));

  function listAll() {
    void navigate({ to: '/instances', search: { scope: 'all', q: asked || undefined } });
  }

  return (
    <AutoComplete
      className="jw-search"
      value={words}
      options={options}
      showSearch={{ onSearch: setWords }}
      onSelect={(key: string) => {
        setWords('');
        void navigate({ to: '/instances/$key', params: { key } });
      }}
    >
      <Input
        prefix={<SearchOutlined />}
        placeholder={t('search.hint')}
        aria-label={t('search.hint')}
        allowClear
        onPressEnter={listAll}
      />
    </AutoComplete>
  );
}
