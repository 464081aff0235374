import type { MetricDeclaration } from '@patchbay/service-kit/metrics';
import { code, generatedNote, page, table } from './markdown.ts';
import type { ServiceMetrics } from './service-metrics.ts';

const INTRODUCTION = `What the services show on \`/metrics\`, in the text format or, where a scraper asks for it, in OpenMetrics with the ids of kept traces as
exemplars. Every series has the label \`service\` besides those named here. Labels are kinds and outcomes: \`name\` is the name of an
integration's definition, such as \`slack\`. Single integrations appear in \`patchbay_top_integrations_failures\` alone; the request log has the rest.

Dashboards and alerts in \`k8s/\` are made of these; the [runbook](runbook.md) says what to do when one of them fires.`;

/** `docs/metrics.md`: what all services share first, then what each has of its own. */
export function metricsPage(services: readonly ServiceMetrics[]): string {
  const sharing = new Map<MetricDeclaration, string[]>();
  for (const { service, metrics } of services) {
    for (const metric of metrics) sharing.set(metric, [...(sharing.get(metric) ?? []), service]);
  }
  const sections = new Map<string, MetricDeclaration[]>();
  for (const [metric, names] of sharing) {
    const title = names.length === services.length ? 'Every service' : names.join(', ');
    sections.set(title, [...(sections.get(title) ?? []), metric]);
  }
  return page(
    generatedNote('apps/*/src/metric-declarations.ts'),
    '# Metrics',
    INTRODUCTION,
    ...[...sections].flatMap(([title, metrics]) => [`## ${title}`, tableOf(metrics)]),
  );
}

function tableOf(metrics: readonly MetricDeclaration[]): string {
  return table(
    ['Metric', 'Type', 'Labels', 'What it shows'],
    metrics.map(({ name, type, labels = [], help }) => [
      code(name),
      type,
      labels.map(code).join(', '),
      withPeriod(help),
    ]),
  );
}

const withPeriod = (text: string): string => (text.endsWith('.') ? text : `${text}.`);
