import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { AnyRoute } from '@tanstack/react-router';

/** What reaches across scopes. The server refuses it to everybody else, and the menu does not show it to them. */
export function operatorPages(parent: () => AnyRoute): AnyRoute[] {
  return [
    createRoute({
      getParentRoute: parent,
      path: 'overview',
      component: lazyRouteComponent(() => import('../features/overview/overview-page.tsx'), 'OverviewPage'),
    }),
    createRoute({
      getParentRoute: parent,
      path: 'tokens',
      component: lazyRouteComponent(() => import('../features/administration/tokens-page.tsx'), 'TokensPage'),
    }),
    createRoute({
      getParentRoute: parent,
      path: 'audit',
      component: lazyRouteComponent(() => import('../features/administration/audit-page.tsx'), 'AuditPage'),
    }),
    createRoute({
      getParentRoute: parent,
      path: 'keys',
      component: lazyRouteComponent(() => import('../features/administration/keys-page.tsx'), 'KeysPage'),
    }),
  ];
}
