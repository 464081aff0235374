import { VizLegendOptionsBuilder } from '@grafana/grafana-foundation-sdk/common';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as GraphBuilder } from '@grafana/grafana-foundation-sdk/timeseries';

/** One query of a panel. */
export interface Query {
  readonly expr: string;
  /** Of its lines, with labels in double braces. */
  readonly legend: string;
}

export interface Panel {
  readonly title: string;
  /** What a reader should conclude from it. */
  readonly description: string;
  /** Grafana's name of the unit. */
  readonly unit: 'short' | 's' | 'reqps' | 'ops' | 'bytes' | 'percentunit';
  /** A number where only the present counts, else a graph. */
  readonly kind?: 'number' | 'graph';
  readonly queries: readonly Query[];
  /** Why there is nothing to see where nothing is wrong; a panel without this must always show something. */
  readonly emptyWhenHealthy?: string;
}

export interface Section {
  readonly title: string;
  readonly panels: readonly Panel[];
}

export interface DashboardSource {
  /** File name and Grafana's uid. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Whether it is about one integration, which is chosen above the panels as `$name`. */
  readonly isOfOneIntegration?: boolean;
  readonly sections: readonly Section[];
}

const DATASOURCE = { type: 'prometheus', uid: '${datasource}' };
/** Of the 24 columns that a row has. */
const WIDTH = { number: 4, graph: 8 } as const;
const HEIGHT = { number: 5, graph: 8 } as const;

/** The panel as Grafana takes it. */
export function buildPanel({ title, description, unit, kind = 'graph', queries }: Panel) {
  const builder =
    kind === 'number'
      ? new StatBuilder()
      : new GraphBuilder().min(0).fillOpacity(8).legend(new VizLegendOptionsBuilder().showLegend(true));
  builder
    .title(title)
    .description(description)
    .unit(unit)
    .datasource(DATASOURCE)
    .span(WIDTH[kind])
    .height(HEIGHT[kind]);
  for (const [index, { expr, legend }] of queries.entries()) {
    const refId = String.fromCharCode('A'.charCodeAt(0) + index);
    builder.withTarget(new DataqueryBuilder().expr(expr).legendFormat(legend).refId(refId));
  }
  return builder;
}
