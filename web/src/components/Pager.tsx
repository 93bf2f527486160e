import { Pagination } from 'antd';
import { useTranslation } from 'react-i18next';

interface PagerProps {
  page: number;
  size: number;
  total: number;
  onChange: (page: number) => void;
}

// How many there are, and the way to the others. An empty list says by itself that it is empty.
export function Pager({ page, size, total, onChange }: PagerProps) {
  const { t } = useTranslation();
  if (total === 0) return null;
  if (total <= size && page === 1) return <p className="jw-total">{t('total', { count: total })}</p>;
  return (
    <div className="jw-pager">
      <Pagination
        size="small"
        current={page}
        pageSize={size}
        total={total}
        showSizeChanger={false}
        showTotal={(count) => t('total', { count })}
        onChange={onChange}
      />
    </div>
  );
}
