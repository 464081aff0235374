export { AGE_BUCKETS, COUNT_BUCKETS, DURATION_BUCKETS, LAG_BUCKETS } from './buckets.ts';
export { clientMetrics, countClientError } from './client-errors.ts';
export { Counter, Gauge, Histogram, Registry, createRegistry, metricsOf } from './create-metrics.ts';
export { exposition } from './exposition.ts';
export { keptTraceId } from './histogram-series.ts';
export type { HistogramSeries } from './histogram-series.ts';
export type { MetricDeclaration, MetricDeclarations } from './metric-declaration.ts';
export { processMetrics } from './process-metrics.ts';
export { Ranking } from './ranking.ts';
