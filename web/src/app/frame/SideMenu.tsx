import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import { Badge, Menu, type MenuProps } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { countsQuery } from '@/api/counts-query';
import { menuQuery } from '@/api/menu-query';
import { ownedProcessesQuery } from '@/api/owned-processes-query';
import { sessionQuery } from '@/api/session-query';
import { Failure } from '@/components/feedback/Failure';
import { useLabel } from '@/lib/language';
import { menuIcon } from './menu-icons';
import { menuPath } from './menu-path';

type Item = NonNullable<MenuProps['items']>[number];

// The menu that the packs declare, as far as the signed-in person may open it.
export function SideMenu({ narrow, onChosen }: { narrow: boolean; onChosen?: () => void }) {
  const menu = useQuery(menuQuery());
  const counts = useQuery(countsQuery());
  const { pathname } = useLocation();
  const text = useLabel();
  const { t } = useTranslation();
  const owned = useQuery(ownedProcessesQuery());
  const session = useQuery(sessionQuery());
  const administers = session.data?.roles.includes('administrator');
  if (menu.isError) return <Failure error={menu.error} retry={() => void menu.refetch()} />;

  if (!menu.data) return null;

  const items = everydayFirst(menu.data.items);
  const watched = owned.data && owned.data.items.length > 0 ? watchPaths : [];
  const all = [...items.flatMap((item) => [item, ...(item.items ?? [])]).map(menuPath), ...watched];
  const selected = all
    .filter((path) => (path === '/' ? pathname === '/' : pathname === path || pathname.startsWith(`${path}/`)))
    .sort((one, other) => other.length - one.length)[0];

  const open = [...items.filter(holdsPage).map(keyOf), ...(watched.some((path) => path === selected) ? [watchGroup] : [])];

  return (
    <Menu
      theme="dark"
      mode="inline"
      inlineIndent={16}
      inlineCollapsed={narrow}
      selectedKeys={selected ? [selected] : []}
      defaultOpenKeys={narrow ? [] : open}
      onClick={onChosen}
      items={[...items.map(entry), ...(watched.length > 0 ? [watchEntry()] : [])]}
      key={open.join()}
    />
  );

  // Only the group one stands in is open from the start.
  function holdsPage(item: Schemas['MenuItem']): boolean {
    return (item.items ?? []).some((child) => menuPath(child) === selected);
  }

  // Whoever answers for a process looks at what runs in it.
  function watchEntry(): Item {
    return {
      key: watchGroup,
      icon: menuIcon('flow'),
      label: <span title={t('nav.watch')}>{t('nav.watch')}</span>,
      children: [
        { key: '/waiting', icon: menuIcon('chart'), label: <Link to="/waiting">{t('nav.waiting')}</Link> },
        ...(administers ? [{ key: '/operate', icon: menuIcon('tool'), label: <Link to="/operate">{t('nav.engine')}</Link> }] : []),
        {
          key: '/instances',
          icon: menuIcon('list'),
          label: (
            <Link to="/instances" search={{ scope: 'all', state: 'active' }}>
              {t('nav.running')}
            </Link>
          ),
        },
      ],
    };
  }

  function keyOf(item: Schemas['MenuItem']): string {
    return item.items?.length ? `group:${item.title.zh}` : menuPath(item);
  }

  function entry(item: Schemas['MenuItem']): Item {
    const children = item.items?.length ? item.items.map(entry) : undefined;
    if (children) return { key: keyOf(item), icon: menuIcon(item.icon), label: <span title={text(item.title)}>{text(item.title)}</span>, children };
    const path = menuPath(item);
    const waiting = path === '/tasks' ? (counts.data?.todo ?? 0) : 0;
    return {
      key: path,
      icon: menuIcon(item.icon ?? item.page ?? item.kind),
      label: (
        <Link to={path} title={text(item.title)}>
          {text(item.title)}
          {waiting > 0 && <Badge count={waiting} size="small" offset={[8, -1]} color="#b42318" />}
        </Link>
      ),
    };
  }
}

const watchGroup = 'group:watch';
const watchPaths = ['/waiting', '/instances', '/operate'];
const everyday = ['workbench', 'tasks', 'start'];

// What everybody needs every day stands above what the packs add.
function everydayFirst(items: Schemas['MenuItem'][]): Schemas['MenuItem'][] {
  const rank = (item: Schemas['MenuItem']) => {
    const place = everyday.indexOf(item.page ?? '');
    if (place >= 0) return place;
    return item === mainGroup(items) ? everyday.length : everyday.length + 1;
  };
  return items.toSorted((one, other) => rank(one) - rank(other));
}

// The largest group is what this person's company mainly does here.
function mainGroup(items: Schemas['MenuItem'][]): Schemas['MenuItem'] | undefined {
  return items.filter((item) => item.items?.length).toSorted((one, other) => (other.items?.length ?? 0) - (one.items?.length ?? 0))[0];
}
