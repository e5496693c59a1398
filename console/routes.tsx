/** The addresses of the console; each screen is loaded when it is first gone to. */

import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { isMonth } from './averages/month.ts';
import { Frame } from './frame.tsx';
import { readCaseSearch, text } from './address.ts';
import { Broken, Lost } from './lost.tsx';

const root = createRootRoute({ component: Frame, notFoundComponent: Lost });
const screen = <P extends string>(path: P, load: () => Promise<{ default: () => React.ReactNode }>) =>
  createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load) });

const cases = createRoute({
  getParentRoute: () => root,
  path: '/cases',
  validateSearch: readCaseSearch,
  component: lazyRouteComponent(() => import('./cases/case_list.tsx')),
});
const home = createRoute({ getParentRoute: () => root, path: '/', component: lazyRouteComponent(() => import('./home.tsx')) });
const desk = createRoute({
  getParentRoute: () => root,
  path: '/desk',
  validateSearch: (raw: Record<string, unknown>): { phone?: string } => (text(raw['phone']) === undefined ? {} : { phone: text(raw['phone'])! }),
  component: lazyRouteComponent(() => import('./desk/desk.tsx')),
});
const promiseSearchNames = ['from', 'to', 'by', 'group', 'clock', 'apart'] as const;
const promises = createRoute({
  getParentRoute: () => root,
  path: '/promises',
  validateSearch: (raw: Record<string, unknown>): Partial<Record<(typeof promiseSearchNames)[number], string>> =>
    Object.fromEntries(promiseSearchNames.map((name) => [name, text(raw[name])]).filter(([, value]) => value !== undefined)),
  component: lazyRouteComponent(() => import('./promises/promises.tsx')),
});
const averages = createRoute({
  getParentRoute: () => root,
  path: '/averages',
  validateSearch: (raw: Record<string, unknown>): { month?: string } => (isMonth(text(raw['month']) ?? '') ? { month: text(raw['month'])! } : {}),
  component: lazyRouteComponent(() => import('./averages/averages.tsx')),
});
const registers = createRoute({
  getParentRoute: () => root,
  path: '/registers',
  validateSearch: (raw: Record<string, unknown>): { form?: string; from?: string; to?: string } =>
    Object.fromEntries((['form', 'from', 'to'] as const).map((name) => [name, text(raw[name])]).filter(([, value]) => value !== undefined)),
  component: lazyRouteComponent(() => import('./forms/registers.tsx')),
});
const due = createRoute({
  getParentRoute: () => root,
  path: '/due',
  validateSearch: (raw: Record<string, unknown>): { state?: string; mine?: string } =>
    Object.fromEntries((['state', 'mine'] as const).map((name) => [name, text(raw[name])]).filter(([, value]) => value !== undefined)),
  component: lazyRouteComponent(() => import('./due/due.tsx')),
});
const approvals = createRoute({
  getParentRoute: () => root,
  path: '/approvals',
  validateSearch: (raw: Record<string, unknown>): { view?: string } => (text(raw['view']) === undefined ? {} : { view: text(raw['view'])! }),
  component: lazyRouteComponent(() => import('./approvals/approvals.tsx')),
});
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  // Whoever sees this address inside the frame is signed in already.
  beforeLoad: () => {
    throw redirect({ to: '/' });
  },
});

const tree = root.addChildren([
  home,
  signIn,
  desk,
  cases,
  promises,
  averages,
  due,
  approvals,
  registers,
  screen('/due/$subject_kind/$subject_id', () => import('./due/subject_page.tsx')),
  screen('/periods/$period_id', () => import('./averages/period_page.tsx')),
  screen('/cases/$case_id', () => import('./cases/case_page.tsx')),
  screen('/dispatch', () => import('./dispatch/dispatch.tsx')),
  screen('/my', () => import('./my/my_visits.tsx')),
  screen('/my/$case_id/$visit_id', () => import('./my/visit_page.tsx')),
  screen('/events', () => import('./events/events.tsx')),
  screen('/people', () => import('./people/people.tsx')),
  screen('/customers/$customer_id', () => import('./customer/customer_page.tsx')),
  screen('/forms/$form_id', () => import('./forms/form_page.tsx')),
  screen('/packs', () => import('./packs/packs.tsx')),
  screen('/packs/$pack_hash', () => import('./packs/pack_page.tsx')),
  screen('/packs/$pack_hash/edit', () => import('./packs/pack_editor.tsx')),
  screen('/inbox', () => import('./inbox/inbox.tsx')),
  screen('/settings', () => import('./settings/settings.tsx')),
]);

export const router = createRouter({
  routeTree: tree,
  defaultPreload: 'intent',
  defaultErrorComponent: Broken,
  // Numbers in an address stay text: a phone may begin with zero.
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch: (search) => {
    const kept = Object.entries(search).filter(([, value]) => value !== undefined && value !== '') as [string, string][];
    return kept.length === 0 ? '' : `?${new URLSearchParams(kept)}`;
  },
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
