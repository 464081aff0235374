import type { Histogram } from 'prom-client';

/** One series of a histogram, looked up once: counting then needs no labels. */
export interface HistogramSeries {
  /** @param traceId of a trace that was kept, as an example of what lies in this bucket */
  observe(value: number, traceId?: string): void;
}

/** A histogram as it is handed out: counted in through its series, since what prom-client's own `observe` takes depends on the format. */
export type SeriesHistogram<Label extends string> = Pick<Histogram<Label>, 'labels' | 'zero'>;

/** @param hasExemplars whether the registry of the histogram can show them */
export function seriesOf<Label extends string>(
  histogram: SeriesHistogram<Label>,
  labels: Record<Label, string>,
  hasExemplars: boolean,
): HistogramSeries {
  histogram.zero(labels);
  const series = histogram.labels(labels);
  // prom-client's types know only the histogram's own labels in an exemplar.
  const untyped = histogram as Histogram;
  return {
    observe: (value, traceId) => {
      if (traceId === undefined || !hasExemplars) series.observe(value);
      else untyped.observe({ labels, value, exemplarLabels: { trace_id: traceId } });
    },
  };
}

const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-([0-9a-f]{2})$/;
const SAMPLED = 1;

/** The id of the trace that a W3C `traceparent` names, if it is kept: an example that nobody can look up is none. */
export function keptTraceId(traceparent: string | undefined): string | undefined {
  if (traceparent === undefined) return undefined;
  const [, traceId, flags = '0'] = TRACEPARENT.exec(traceparent) ?? [];
  return (Number.parseInt(flags, 16) & SAMPLED) === SAMPLED ? traceId : undefined;
}
