export { Counter, Gauge, Histogram, Registry, createRegistry, metricsOf } from './create-metrics.ts';
