import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

export { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Seconds; fine where endpoints usually answer, up to the HTTP timeout. */
export const DURATION_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** A registry with the process's own figures (CPU, memory, event loop, GC) in it. */
export function createRegistry(service: string): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry, prefix: 'patchbay_' });
  return registry;
}

interface Definition<Label extends string> {
  readonly name: `patchbay_${string}`;
  readonly help: string;
  readonly labels?: readonly Label[];
}

/** Declares metrics of one registry. */
export function metricsOf(registry: Registry) {
  const shared = <Label extends string>({ name, help, labels = [] }: Definition<Label>) => ({
    name,
    help,
    labelNames: labels,
    registers: [registry],
  });
  return {
    counter: <Label extends string>(definition: Definition<Label>): Counter<Label> =>
      new Counter(shared(definition)),
    gauge: <Label extends string>(
      definition: Definition<Label> & { collect?: (this: Gauge<Label>) => void },
    ): Gauge<Label> =>
      new Gauge({ ...shared(definition), ...(definition.collect ? { collect: definition.collect } : {}) }),
    histogram: <Label extends string>(
      definition: Definition<Label> & { buckets?: number[] },
    ): Histogram<Label> =>
      new Histogram({ ...shared(definition), buckets: definition.buckets ?? DURATION_BUCKETS }),
  };
}
