import { createRegistry, metricsOf } from './create-metrics.ts';
import { classicText, exposition } from './exposition.ts';
import { keptTraceId } from './histogram-series.ts';

const OPEN_METRICS = 'application/openmetrics-text; version=1.0.0,text/plain;version=0.0.4;q=0.5';
const TRACE = '0af7651916cd43dd8448eb211c80319c';

function counted() {
  const registry = createRegistry('test');
  const metrics = metricsOf(registry);
  metrics.counter({ name: 'patchbay_calls_total', help: 'Calls.' }).inc(3);
  const waits = metrics.histogram({ name: 'patchbay_wait_seconds', help: 'Waits.', labels: ['phase'] });
  metrics.series(waits, { phase: 'queue' }).observe(0.2, TRACE);
  return registry;
}

describe('exposition', () => {
  it('gives exemplars to those that ask for OpenMetrics', async () => {
    const { contentType, text } = await exposition(counted(), OPEN_METRICS);
    expect(contentType).toContain('application/openmetrics-text');
    expect(text).toContain('# TYPE patchbay_calls counter\npatchbay_calls_total{service="test"} 3');
    expect(text).toMatch(new RegExp(`le="0.25",.*phase="queue".*\\} 1 # \\{trace_id="${TRACE}"\\} 0.2 `));
    expect(text.endsWith('# EOF\n')).toBe(true);
  });

  it.each([undefined, 'text/plain', '*/*'])('gives the older format to “%s”', async (accept) => {
    const { contentType, text } = await exposition(counted(), accept);
    expect(contentType).toContain('text/plain; version=0.0.4');
    expect(text).toContain('# TYPE patchbay_calls_total counter\npatchbay_calls_total{service="test"} 3');
    expect(text).toContain('patchbay_wait_seconds_bucket');
    expect(text).not.toMatch(/trace_id|# EOF/);
  });

  it('says the same when it is asked again in the other format', async () => {
    const registry = counted();
    await exposition(registry, OPEN_METRICS);
    expect((await exposition(registry, undefined)).text).toContain('# HELP patchbay_calls_total Calls.');
    expect((await exposition(registry, OPEN_METRICS)).text).toContain('# HELP patchbay_calls Calls.');
  });
});

describe('classicText', () => {
  it('leaves what is no exemplar alone', () => {
    const line = 'patchbay_info{route="/a # b"} 1';
    expect(classicText(line)).toBe(line);
  });
});

describe('keptTraceId', () => {
  it('names a trace that is kept, and none that nobody could look up', () => {
    expect(keptTraceId(`00-${TRACE}-b7ad6b7169203331-01`)).toBe(TRACE);
    expect(keptTraceId(`00-${TRACE}-b7ad6b7169203331-00`)).toBeUndefined();
    expect(keptTraceId('rubbish')).toBeUndefined();
    expect(keptTraceId(undefined)).toBeUndefined();
  });
});
