import {
  DashboardBuilder,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  RowBuilder,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { DashboardSource } from './panel.ts';
import { buildPanel } from './panel.ts';

/** The JSON that Grafana imports. */
export function buildDashboard(source: DashboardSource): string {
  const { id, title, description, sections, isOfOneIntegration = false } = source;
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- what the sidecars of today's Grafana provision has this schema
  const builder = new DashboardBuilder(title)
    .uid(id)
    .description(description)
    .tags(['patchbay'])
    .refresh('30s')
    .time({ from: 'now-1h', to: 'now' })
    .readonly()
    .withVariable(new DatasourceVariableBuilder('datasource').label('Prometheus').type('prometheus'));
  if (isOfOneIntegration) {
    builder.withVariable(
      new QueryVariableBuilder('name')
        .label('Integration')
        .datasource({ type: 'prometheus', uid: '${datasource}' })
        .query('label_values(patchbay_deliveries_total, name)'),
    );
  }
  for (const section of sections) {
    builder.withRow(new RowBuilder(section.title));
    for (const panel of section.panels) builder.withPanel(buildPanel(panel));
  }
  return `${JSON.stringify(builder.build(), null, 2)}\n`;
}
