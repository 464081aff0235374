import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { Outlet } from '@tanstack/react-router';
import { CONSOLE_ADDRESS } from '../api/base-address.ts';
import { queryClient } from '../api/query-client.ts';
import { scopeAddress } from '../scopes/scope-address.ts';
import { INSTANCE, scopeOfKey } from '../scopes/scope.ts';
import { readToken } from '../session/token.ts';
import { selfQuery } from '../session/use-self.ts';
import { Loading } from '../ui/loading.tsx';
import { operatorPages } from './operator-pages.tsx';
import { PageTrouble } from './page-trouble.tsx';
import { scopePages } from './scope-pages.tsx';
import { Shell } from './shell.tsx';
import { UnknownPage } from './unknown-page.tsx';

const root = createRootRoute({ component: Outlet, notFoundComponent: UnknownPage });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('../features/sign-in/sign-in-page.tsx'), 'SignInPage'),
});

/** All pages but the one to sign in at. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: ({ location }) => {
    if (readToken() === null) throw redirect({ to: '/sign-in', search: { return_to: location.href } });
  },
  loader: () => queryClient.query({ ...selfQuery, staleTime: 'static' }),
  component: Shell,
});

/** The widest scope that the token covers. */
const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  loader: async () => {
    const { scope } = await queryClient.query({ ...selfQuery, staleTime: 'static' });
    throw redirect(scopeAddress(scopeOfKey(scope) ?? INSTANCE, 'integrations'));
  },
});

const instance = createRoute({ getParentRoute: () => signedIn, path: '/instance' });
const group = createRoute({ getParentRoute: () => signedIn, path: '/groups/$group' });
const project = createRoute({ getParentRoute: () => signedIn, path: '/projects/$project' });

const routeTree = root.addChildren([
  signIn,
  signedIn.addChildren([
    home,
    ...operatorPages(() => signedIn),
    instance.addChildren(scopePages(() => instance)),
    group.addChildren(scopePages(() => group)),
    project.addChildren(scopePages(() => project)),
  ]),
]);

export const router = createRouter({
  routeTree,
  basepath: CONSOLE_ADDRESS.pathname,
  defaultPreload: 'intent',
  defaultPendingComponent: Loading,
  defaultErrorComponent: PageTrouble,
  scrollRestoration: true,
});
