import { useQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { Drawer, Grid, Layout } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { sessionQuery } from '@/api/session-query';
import { Failure } from '@/components/feedback/Failure';
import { Loading } from '@/components/feedback/Loading';
import { setZone } from '@/lib/time';
import { markSession, useSessionEnded } from '../session-end';
import { useLiveQueries } from '../useLiveQueries';
import { BottomBar } from './BottomBar';
import { Brand } from './Brand';
import { ClockBanner } from './ClockBanner';
import { Header } from './Header';
import { SideMenu } from './SideMenu';

const SignInAgain = lazy(() => import('@/features/session/SignInAgain').then((file) => ({ default: file.SignInAgain })));

// What stands around every page of somebody who is signed in.
export function Frame() {
  const session = useQuery(sessionQuery());
  if (session.data) return <SignedIn session={session.data} />;
  if (session.isError && (session.error as { status?: number }).status !== 401) {
    return <Failure error={session.error} retry={() => void session.refetch()} />;
  }
  return <Loading />;
}

function SignedIn({ session }: { session: Schemas['Session'] }) {
  setZone(session.clock.zone);
  const ended = useSessionEnded();
  useLiveQueries(ended);
  const { t } = useTranslation();
  const screens = Grid.useBreakpoint();
  const phone = screens.md === false;
  const [narrow, setNarrow] = useState(localStorage.getItem('jingwei.menu') === 'narrow');
  const [menuOpen, setMenuOpen] = useState(false);

  function fold() {
    localStorage.setItem('jingwei.menu', narrow ? 'wide' : 'narrow');
    setNarrow(!narrow);
  }

  // A new start of the front keeps nothing of who was here before.
  function leave() {
    location.assign('/sign-in');
  }

  return (
    <Layout style={{ minHeight: '100%' }}>
      <a className="jw-skip" href="#content">
        {t('skip')}
      </a>
      {!phone && (
        <Layout.Sider className="jw-sider" width={232} collapsedWidth={56} collapsed={narrow}>
          <Brand narrow={narrow} />
          <SideMenu narrow={narrow} />
        </Layout.Sider>
      )}
      <Layout style={{ minWidth: 0 }}>
        <Header session={session} phone={phone} narrow={narrow} onFold={fold} />
        <ClockBanner clock={session.clock} />
        <main className="jw-content" id="content">
          <Outlet />
        </main>
      </Layout>
      {ended && (
        <Suspense>
          <SignInAgain session={session} onBack={() => markSession('begun')} onLeave={leave} />
        </Suspense>
      )}
      {phone && <BottomBar onMenu={() => setMenuOpen(true)} />}
      {phone && (
        <Drawer
          open={menuOpen}
          placement="left"
          size={260}
          onClose={() => setMenuOpen(false)}
          title={<Brand />}
          className="jw-menu-drawer"
          styles={{ body: { padding: 0, background: '#12303b' }, header: { background: '#12303b', padding: 0 } }}
          closable={false}
        >
          <SideMenu narrow={false} onChosen={() => setMenuOpen(false)} />
        </Drawer>
      )}
    </Layout>
  );
}
