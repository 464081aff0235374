import { Registry } from 'prom-client';

/** The text of a scrape, and what it is. */
export interface Exposition {
  readonly contentType: string;
  readonly text: string;
}

/**
 * Answers a scrape in the format that was asked for: OpenMetrics, with exemplars, where the header names it, else the text format that
 * everything reads.
 */
export async function exposition(registry: Registry, accept: string | undefined): Promise<Exposition> {
  const text = await registry.metrics();
  if (!hasExemplars(registry) || accept?.includes('application/openmetrics-text') === true)
    return { contentType: registry.contentType, text };
  return { contentType: Registry.PROMETHEUS_CONTENT_TYPE, text: classicText(text) };
}

/** Whether the registry writes OpenMetrics, which alone has exemplars. */
export function hasExemplars(registry: Registry): boolean {
  const contentType: string = registry.contentType;
  return contentType === Registry.OPENMETRICS_CONTENT_TYPE;
}

const COUNTER = /^# TYPE (\S+) counter$/;
const COMMENT = /^# (HELP|TYPE) (\S+) /;
const EXEMPLAR = / # \{[^}]*\} \S+ \S+$/;

/** OpenMetrics names a counter without its `_total`, has exemplars and an end mark; the older format has none of these. */
export function classicText(openMetrics: string): string {
  const lines = openMetrics.split('\n').filter((line) => line !== '# EOF');
  const counters = new Set(lines.flatMap((line) => COUNTER.exec(line)?.[1] ?? []));
  return lines
    .map((line) => {
      const [start, word, name] = COMMENT.exec(line) ?? [];
      if (start === undefined || name === undefined) return line.replace(EXEMPLAR, '');
      const rest = line.slice(start.length);
      return `# ${word} ${counters.has(name) ? `${name}_total` : name} ${rest}`;
    })
    .join('\n');
}
