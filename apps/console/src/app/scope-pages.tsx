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
    createRoute({
      getParentRoute: parent,
      path: 'deliveries',
      component: lazyRouteComponent(
        () => import('../features/deliveries/deliveries-page.tsx'),
        'DeliveriesPage',
      ),
    }),
    createRoute({
      getParentRoute: parent,
      path: 'deliveries/$delivery',
      component: lazyRouteComponent(() => import('../features/deliveries/delivery-page.tsx'), 'DeliveryPage'),
    }),
    createRoute({
      getParentRoute: parent,
      path: 'dead-letters',
      component: lazyRouteComponent(
        () => import('../features/dead-letters/dead-letters-page.tsx'),
        'DeadLettersPage',
      ),
    }),
  ];
}
