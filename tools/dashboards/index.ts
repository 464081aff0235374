import { clients } from './clients.ts';
import { configService } from './config-service.ts';
import { delivery } from './delivery.ts';
import { dispatcher } from './dispatcher.ts';
import { oneIntegration } from './one-integration.ts';
import { overview } from './overview.ts';
import type { DashboardSource } from './panel.ts';
import { sloBurn } from './slo-burn.ts';

export { buildDashboard } from './build-dashboard.ts';
export type { DashboardSource, Panel } from './panel.ts';

/** Every dashboard there is. */
export const DASHBOARDS: readonly DashboardSource[] = [
  overview,
  dispatcher,
  delivery,
  oneIntegration,
  configService,
  clients,
  sloBurn,
];
