import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { RegistryContentType } from 'prom-client';
import { DURATION_BUCKETS } from './buckets.ts';
import { clientErrors, clientMetrics } from './client-errors.ts';
import { hasExemplars } from './exposition.ts';
import { seriesOf } from './histogram-series.ts';
import type { HistogramSeries, SeriesHistogram } from './histogram-series.ts';
import type { MetricDeclaration } from './metric-declaration.ts';
import { processMetrics } from './process-metrics.ts';

export { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** A registry with the process's own figures (CPU, memory, event loop, GC) and those of its clients in it. */
export function createRegistry(service: string): Registry {
  // Exemplars exist in this format only; `exposition` makes the older one of it.
  const registry = new Registry();
  const anyFormat: Registry<RegistryContentType> = registry;
  anyFormat.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry, prefix: 'patchbay_' });
  const kept = new Set<string>(Object.values(processMetrics).map(({ name }) => name));
  for (const { name } of registry.getMetricsAsArray()) if (!kept.has(name)) registry.removeSingleMetric(name);
  showClientErrors(registry);
  return registry;
}

function showClientErrors(registry: Registry): void {
  const { name, help, labels } = clientMetrics.errors;
  new Counter({
    name,
    help,
    labelNames: labels,
    registers: [registry],
    collect() {
      this.reset();
      for (const { labels: values, count } of clientErrors()) this.labels(...values).inc(count);
    },
  });
}

/** A declaration, or what was one before it had a place of its own. */
type Definition<Label extends string> = Omit<MetricDeclaration<Label>, 'type'>;

/** Makes metrics of one registry out of their declarations. */
export function metricsOf(registry: Registry) {
  const shared = <Label extends string>({ name, help, labels = [] }: Definition<Label>) => ({
    name,
    help,
    labelNames: labels,
    registers: [registry],
  });
  return {
    counter: <Label extends string = never>(definition: Definition<Label>): Counter<Label> =>
      new Counter(shared(definition)),
    gauge: <Label extends string = never>(
      definition: Definition<Label> & { collect?: (this: Gauge<Label>) => void },
    ): Gauge<Label> =>
      new Gauge({ ...shared(definition), ...(definition.collect ? { collect: definition.collect } : {}) }),
    /** A gauge that is read when somebody asks. */
    reading: (definition: Definition<never>, read: () => number): void => {
      new Gauge({
        ...shared(definition),
        collect() {
          this.set(read());
        },
      });
    },
    histogram: <Label extends string = never>(definition: Definition<Label>): SeriesHistogram<Label> =>
      new Histogram({
        ...shared(definition),
        buckets: [...(definition.buckets ?? DURATION_BUCKETS)],
        enableExemplars: hasExemplars(registry),
      }),
    /** The series with these labels, there from now on, with nothing counted yet. */
    series: <Label extends string>(
      histogram: SeriesHistogram<Label>,
      labels: Record<Label, string>,
    ): HistogramSeries => seriesOf(histogram, labels, hasExemplars(registry)),
  };
}
