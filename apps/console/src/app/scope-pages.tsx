import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { AnyRoute } from '@tanstack/react-router';

/** The pages that every scope has; each is loaded when it is first opened. */
export function scopePages(parent: () => AnyRoute): AnyRoute[] {
  return [
    createRoute({
      getParentRoute: parent,
      path: 'integrations',
      component: lazyRouteComponent(
        () => import('../features/integrations/integrations-page.tsx'),
        'IntegrationsPage',
      ),
    }),
    createRoute({
      getParentRoute: parent,
      path: 'integrations/$slug',
      component: lazyRouteComponent(() => import('../features/settings/settings-page.tsx'), 'SettingsPage'),
    }),
  ];
}
