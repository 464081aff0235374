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
  ];
}
