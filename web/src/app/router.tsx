import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router';
import { whenSignedOut } from '@/api/client';
import { countsQuery } from '@/api/counts-query';
import { menuQuery } from '@/api/menu-query';
import { sessionQuery } from '@/api/session-query';
import { workbenchQuery } from '@/api/workbench-query';
import { Loading } from '@/components/feedback/Loading';
import type { EngineSearch } from '@/features/operate/found';
import type { TasksNarrowed } from '@/api/tasks-query';
import type { BoxSearch } from '@/features/tasks/box-search';
import { WorkbenchPage } from '@/features/workbench/WorkbenchPage';
import { queryClient } from '@/lib/query-client';
import { CrashPage } from './CrashPage';
import { Frame } from './frame/Frame';
import { NotFoundPage } from './NotFoundPage';
import { markSession } from './session-end';

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundPage });
const frame = createRoute({
  getParentRoute: () => root,
  id: 'frame',
  component: Frame,
  loader: () => ask(sessionQuery(), menuQuery(), countsQuery()),
});

// Asks while the code of the page is still coming; the page itself waits for the answers.
function ask(...queries: { queryKey: readonly unknown[] }[]) {
  for (const query of queries) void queryClient.prefetchQuery(query as Parameters<typeof queryClient.prefetchQuery>[0]);
}

type Search = Record<string, unknown>;
interface ListSearch {
  q?: string;
  page?: number;
}
const text = (value: unknown) => (value === undefined || value === null || value === '' ? undefined : String(value));
const number = (value: unknown) => (Number(value) > 1 ? Math.floor(Number(value)) : undefined);

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Search): { to?: string; link?: string; refused?: string } => ({
    to: text(search.to),
    link: text(search.link),
    refused: text(search.refused),
  }),
  component: lazyRouteComponent(() => import('@/features/session/SignInPage'), 'SignInPage'),
});
const outside = createRoute({
  getParentRoute: () => root,
  path: '/outside/$token',
  component: lazyRouteComponent(() => import('@/features/outside/OutsidePage'), 'OutsidePage'),
});
// What a list of tasks is narrowed to; a task that was opened from it knows it, so that the next one comes of the same list.
function narrowed(search: Search): TasksNarrowed {
  return {
    q: text(search.q),
    process: text(search.process),
    starter: text(search.starter),
    state: text(search.state),
    from: text(search.from),
    to: text(search.to),
  };
}
const workbench = createRoute({
  getParentRoute: () => frame,
  path: '/',
  loader: () => ask(workbenchQuery()),
  component: WorkbenchPage,
});
const tasks = createRoute({
  getParentRoute: () => frame,
  path: '/tasks',
  validateSearch: (search: Search): BoxSearch => ({ box: text(search.box), ...narrowed(search), page: number(search.page) }),
  component: lazyRouteComponent(() => import('@/features/tasks/TasksPage'), 'TasksPage'),
});
const task = createRoute({
  getParentRoute: () => frame,
  path: '/tasks/$key',
  validateSearch: narrowed,
  component: lazyRouteComponent(() => import('@/features/tasks/TaskPage'), 'TaskPage'),
});
const start = createRoute({
  getParentRoute: () => frame,
  path: '/start',
  validateSearch: (search: Search): { create?: string; on?: string } => ({ create: text(search.create), on: text(search.on) }),
  component: lazyRouteComponent(() => import('@/features/start/StartPage'), 'StartPage'),
});
const startForm = createRoute({
  getParentRoute: () => frame,
  path: '/start/$process',
  validateSearch: (search: Search): { again?: string; kept?: true } => ({
    again: text(search.again),
    kept: search.kept ? true : undefined,
  }),
  component: lazyRouteComponent(() => import('@/features/start/StartFormPage'), 'StartFormPage'),
});
const instances = createRoute({
  getParentRoute: () => frame,
  path: '/instances',
  validateSearch: (search: Search): ListSearch & { scope?: 'all'; state?: string } => ({
    scope: search.scope === 'all' ? ('all' as const) : undefined,
    state: text(search.state),
    q: text(search.q),
    page: number(search.page),
  }),
  component: lazyRouteComponent(() => import('@/features/instances/InstancesPage'), 'InstancesPage'),
});
const instance = createRoute({
  getParentRoute: () => frame,
  path: '/instances/$key',
  component: lazyRouteComponent(() => import('@/features/instances/InstancePage'), 'InstancePage'),
});
const owned = createRoute({
  getParentRoute: () => frame,
  path: '/waiting',
  component: lazyRouteComponent(() => import('@/features/waiting/OwnedProcessesPage'), 'OwnedProcessesPage'),
});
const waiting = createRoute({
  getParentRoute: () => frame,
  path: '/waiting/$process',
  validateSearch: (search: Search): { element?: string; person?: string; page?: number } => ({
    element: text(search.element),
    person: text(search.person),
    page: number(search.page),
  }),
  component: lazyRouteComponent(() => import('@/features/waiting/WaitingPage'), 'WaitingPage'),
});
const design = createRoute({
  getParentRoute: () => frame,
  path: '/waiting/$process/design',
  component: lazyRouteComponent(() => import('@/features/design/DesignPage'), 'DesignPage'),
});
const proposal = createRoute({
  getParentRoute: () => frame,
  path: '/waiting/$process/proposals/$person',
  component: lazyRouteComponent(() => import('@/features/design/ProposalPage'), 'ProposalPage'),
});
const begin = createRoute({
  getParentRoute: () => frame,
  path: '/design/new',
  component: lazyRouteComponent(() => import('@/features/design/BeginPage'), 'BeginPage'),
});
const papers = createRoute({
  getParentRoute: () => frame,
  path: '/papers',
  component: lazyRouteComponent(() => import('@/features/papers/PapersPage'), 'PapersPage'),
});
const paper = createRoute({
  getParentRoute: () => frame,
  path: '/papers/$paper',
  component: lazyRouteComponent(() => import('@/features/papers/PaperPage'), 'PaperPage'),
});
const listSearch = (search: Search): ListSearch & { filter?: string; sort?: string; record?: string } => ({
  q: text(search.q),
  filter: text(search.filter),
  sort: text(search.sort),
  page: number(search.page),
  record: text(search.record),
});
const records = createRoute({
  getParentRoute: () => frame,
  path: '/records/$type',
  validateSearch: (search: Search): ReturnType<typeof listSearch> & { create?: string; link?: string } => ({ ...listSearch(search), create: text(search.create), link: text(search.link) }),
  component: lazyRouteComponent(() => import('@/features/records/RecordsPage'), 'RecordsPage'),
});
const record = createRoute({
  getParentRoute: () => frame,
  path: '/records/$type/$id',
  validateSearch: (search: Search): { tab?: string } => ({ tab: text(search.tab) }),
  component: lazyRouteComponent(() => import('@/features/records/RecordPage'), 'RecordPage'),
});
const view = createRoute({
  getParentRoute: () => frame,
  path: '/views/$id',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('@/features/views/ViewPage'), 'ViewPage'),
});
const charters = createRoute({
  getParentRoute: () => frame,
  path: '/charter',
  component: lazyRouteComponent(() => import('@/features/charter/ChartersPage'), 'ChartersPage'),
});
const charter = createRoute({
  getParentRoute: () => frame,
  path: '/charter/$pack',
  component: lazyRouteComponent(() => import('@/features/charter/CharterPage'), 'CharterPage'),
});
const playground = createRoute({
  getParentRoute: () => frame,
  path: '/playground',
  component: lazyRouteComponent(() => import('@/features/playground/PlaygroundPage'), 'PlaygroundPage'),
});
const duties = createRoute({
  getParentRoute: () => frame,
  path: '/duties',
  validateSearch: (search: Search): { tab?: string; month?: string } => ({ tab: text(search.tab), month: text(search.month) }),
  component: lazyRouteComponent(() => import('@/features/duties/DutiesPage'), 'DutiesPage'),
});
const organisation = createRoute({
  getParentRoute: () => frame,
  path: '/organisation',
  component: lazyRouteComponent(() => import('@/features/organisation/OrganisationPage'), 'OrganisationPage'),
});
const notices = createRoute({
  getParentRoute: () => frame,
  path: '/notices',
  validateSearch: (search: Search): { page?: number; unread?: true; sent?: true } => ({
    page: number(search.page),
    unread: search.unread === true || undefined,
    sent: search.sent === true || undefined,
  }),
  component: lazyRouteComponent(() => import('@/features/notices/NoticesPage'), 'NoticesPage'),
});
const letters = createRoute({
  getParentRoute: () => frame,
  path: '/letters',
  validateSearch: (search: Search): { box?: 'sent'; page?: number } => ({
    box: search.box === 'sent' ? ('sent' as const) : undefined,
    page: number(search.page),
  }),
  component: lazyRouteComponent(() => import('@/features/letters/LettersPage'), 'LettersPage'),
});
const letter = createRoute({
  getParentRoute: () => frame,
  path: '/letters/$id',
  component: lazyRouteComponent(() => import('@/features/letters/LetterPage'), 'LetterPage'),
});
const noticeSettings = createRoute({
  getParentRoute: () => frame,
  path: '/notices/settings',
  component: lazyRouteComponent(() => import('@/features/notices/NoticeSettingsPage'), 'NoticeSettingsPage'),
});
const identity = createRoute({
  getParentRoute: () => frame,
  path: '/identity-provider',
  component: lazyRouteComponent(() => import('@/features/identity/IdentityPage'), 'IdentityPage'),
});
const delivery = createRoute({
  getParentRoute: () => frame,
  path: '/delivery',
  component: lazyRouteComponent(() => import('@/features/delivery/DeliveryPage'), 'DeliveryPage'),
});
const noticeWords = createRoute({
  getParentRoute: () => frame,
  path: '/delivery/words',
  component: lazyRouteComponent(() => import('@/features/delivery/NoticeWordsPage'), 'NoticeWordsPage'),
});
const subscribers = createRoute({
  getParentRoute: () => frame,
  path: '/subscribers',
  component: lazyRouteComponent(() => import('@/features/subscribers/SubscribersPage'), 'SubscribersPage'),
});
const operate = createRoute({
  getParentRoute: () => frame,
  path: '/operate',
  validateSearch: (search: Search): EngineSearch => ({
    tab: search.tab === 'batches' ? 'batches' : undefined,
    process: text(search.process),
    version: number(search.version) ?? (search.version === 1 ? 1 : undefined),
    state: text(search.state) as EngineSearch['state'],
    q: text(search.q),
    variable: text(search.variable),
    error: search.error === undefined ? undefined : Number(search.error),
    page: number(search.page),
  }),
  component: lazyRouteComponent(() => import('@/features/operate/EnginePage'), 'EnginePage'),
});
const operated = createRoute({
  getParentRoute: () => frame,
  path: '/operate/$key',
  validateSearch: (search: Search): { element?: string } => ({ element: text(search.element) }),
  component: lazyRouteComponent(() => import('@/features/operate/EngineInstancePage'), 'EngineInstancePage'),
});
const profile = createRoute({
  getParentRoute: () => frame,
  path: '/profile',
  component: lazyRouteComponent(() => import('@/features/profile/ProfilePage'), 'ProfilePage'),
});

// An address that nothing is at keeps the menu, by which one goes on.
const unknown = createRoute({ getParentRoute: () => frame, path: '$', component: NotFoundPage });

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    outside,
    frame.addChildren([
      workbench,
      tasks,
      task,
      start,
      startForm,
      instances,
      instance,
      owned,
      waiting,
      proposal,
      design,
      begin,
      papers,
      paper,
      records,
      record,
      view,
      charters,
      charter,
      organisation,
      duties,
      playground,
      notices,
      letters,
      letter,
      noticeSettings,
      identity,
      delivery,
      noticeWords,
      subscribers,
      operate,
      operated,
      profile,
      unknown,
    ]),
  ]),
  defaultPendingComponent: Loading,
  defaultErrorComponent: CrashPage,
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

whenSignedOut(() => {
  const { pathname, href } = router.state.location;
  if (pathname === '/sign-in' || pathname.startsWith('/outside/')) return;
  if (queryClient.getQueryData(sessionQuery().queryKey)) return markSession('ended');
  queryClient.clear();
  void router.navigate({ to: '/sign-in', search: { to: href } });
});
