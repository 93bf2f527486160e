import { AppstoreOutlined, CheckSquareOutlined, HomeOutlined, PlusCircleOutlined, UserOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Badge } from 'antd';
import { useTranslation } from 'react-i18next';
import { countsQuery } from '@/api/counts-query';

// The way about on a phone.
export function BottomBar({ onMenu }: { onMenu: () => void }) {
  const { t } = useTranslation();
  const counts = useQuery(countsQuery());
  return (
    <nav className="jw-bottom-bar" aria-label={t('nav.main')}>
      <Link to="/" activeOptions={{ exact: true }}>
        <HomeOutlined />
        {t('nav.workbench')}
      </Link>
      <Link to="/tasks">
        <Badge count={counts.data?.todo ?? 0} size="small" color="#b42318">
          <CheckSquareOutlined />
        </Badge>
        {t('nav.tasks')}
      </Link>
      <Link to="/start">
        <PlusCircleOutlined />
        {t('nav.start')}
      </Link>
      <button type="button" onClick={onMenu}>
        <AppstoreOutlined />
        {t('nav.menu')}
      </button>
      <Link to="/profile">
        <UserOutlined />
        {t('nav.me')}
      </Link>
    </nav>
  );
}
