import { DASHBOARDS } from '../dashboards/index.ts';
import type { DashboardSource, Panel } from '../dashboards/index.ts';
import type { ObservedWorld } from './observed-world.ts';
import type { Finding, Step } from './step.ts';

/** What Grafana puts in for its variables. */
const VARIABLES: readonly (readonly [name: string, value: string])[] = [
  ['$__rate_interval', '15s'],
  ['$name', 'webhook'],
];

export const dashboardSteps: readonly Step[] = [
  {
    name: 'every panel shows data',
    needs: 'load',
    run: async (world) => {
      const panels = DASHBOARDS.flatMap((dashboard) =>
        dashboard.sections.flatMap(({ panels: list }) => list.map((panel) => ({ dashboard, panel }))),
      );
      const findings = await Promise.all(
        panels.map(({ dashboard, panel }) => findingsOf(dashboard, panel, world)),
      );
      return findings.flat();
    },
  },
];

function findingsOf(
  { id }: DashboardSource,
  { title, queries, emptyWhenHealthy }: Panel,
  { prometheus }: ObservedWorld,
): Promise<readonly Finding[]> {
  return Promise.all(
    queries.map(async ({ expr, legend }) => {
      const what = `${id} · ${title} · ${legend}`;
      try {
        const { length } = await prometheus.query(withVariables(expr));
        const detail = length === 0 ? (emptyWhenHealthy ?? `no data from ${expr}`) : `${length} series`;
        return { what, isOk: length > 0 || emptyWhenHealthy !== undefined, detail };
      } catch (error) {
        return { what, isOk: false, detail: String(error) };
      }
    }),
  );
}

function withVariables(expr: string): string {
  return VARIABLES.reduce((text, [name, value]) => text.replaceAll(name, value), expr);
}
