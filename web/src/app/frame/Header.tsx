import { MenuFoldOutlined, MenuUnfoldOutlined } from '@ant-design/icons';
import { Button, Layout } from 'antd';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { Mark } from '@/components/Mark';
import { LanguageSwitch } from '@/components/LanguageSwitch';
import { NoticeBell } from './NoticeBell';
import { PersonMenu } from './PersonMenu';

const SearchBox = lazy(() => import('./SearchBox').then((file) => ({ default: file.SearchBox })));

interface HeaderProps {
  session: Schemas['Session'];
  phone: boolean;
  narrow: boolean;
  onFold: () => void;
}

export function Header({ session, phone, narrow, onFold }: HeaderProps) {
  const { t } = useTranslation();
  return (
    <Layout.Header className="jw-header">
      {phone ? (
        <span className="jw-header-mark">
          <Mark size={26} />
        </span>
      ) : (
        <Button
          type="text"
          icon={narrow ? <MenuUnfoldOutlined /> : <MenuFoldOutlined />}
          aria-label={t(narrow ? 'nav.unfold' : 'nav.fold')}
          onClick={onFold}
        />
      )}
      <Suspense fallback={<span className="jw-search" />}>
        <SearchBox />
      </Suspense>
      <div className="jw-grow" />
      <LanguageSwitch />
      <NoticeBell />
      <PersonMenu session={session} phone={phone} />
    </Layout.Header>
  );
}
