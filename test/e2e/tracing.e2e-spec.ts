import { readFile } from 'node:fs/promises';
import { Receiver } from '@patchbay/tools/receiver';
import { ApiClient } from '@patchbay/tools/services';
import { anEvent } from '../support/an-event.ts';
import { CleanUps } from '../support/clean-ups.ts';
import { Patchbay, eventually } from '../support/patchbay.ts';
import { TraceCollector } from '../support/trace-collector.ts';

const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const TRACEPARENT = `00-${TRACE_ID}-00f067aa0ba902b7-01`;
const SAVING = 'config-service PUT /api/v4/projects/';
const COLLECTOR_TOKEN = 'Bearer collector-token';

describe('a trace', () => {
  const cleanUps = new CleanUps();
  let patchbay: Patchbay;
  let receiver: Receiver;
  let collector: TraceCollector;

  beforeAll(async () => {
    receiver = cleanUps.add(await Receiver.start(), (started) => started.close());
    collector = cleanUps.add(await TraceCollector.start(), (started) => started.close());
    patchbay = cleanUps.add(
      await Patchbay.start({
        name: 'tracing',
        environment: {
          ...collector.environment,
          LOG_LEVEL: 'debug',
          OTEL_EXPORTER_OTLP_HEADERS: `authorization=${COLLECTOR_TOKEN}`,
        },
      }),
      (started) => started.stop(),
    );
  }, 90_000);
  afterAll(() => cleanUps.run(), 60_000);

  const save = async (projectId: number, headers: Record<string, string> = {}): Promise<void> => {
    const { status } = await patchbay.api.call('PUT', ApiClient.pathOf(`project:${projectId}`, 'webhook'), {
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ url: `${receiver.url}/traced/${projectId}`, push_events: true }),
    });
    expect(status).toBeLessThan(300);
  };
  /** Settings take a moment to reach the dispatcher: events are published until one finds them. */
  const deliverTo = async (projectId: number, headers: Record<string, string>): Promise<void> => {
    const path = `/traced/${projectId}`;
    await eventually(`a request at ${path}`, async () => {
      await patchbay.publish(anEvent().inProject(projectId), headers);
      return receiver.at(path).length > 0;
    });
  };

  it('goes from the caller and the event through all services to the receiver, the request log and the logs', async () => {
    await save(3101, { traceparent: TRACEPARENT });
    await deliverTo(3101, { traceparent: TRACEPARENT });
    const expected = [
      `dispatcher process ${patchbay.topics.events.topic}`,
      `dispatcher send ${patchbay.topics.deliveries.topic}`,
      `delivery-worker process ${patchbay.topics.deliveries.topic}`,
      'delivery-worker POST',
    ];
    const names = (): Set<string> =>
      new Set(collector.in(TRACE_ID).map(({ service, name }) => `${service} ${name}`));
    await eventually('spans of all services', () =>
      [...expected, SAVING].every((name) => [...names()].some((one) => one.startsWith(name))),
    );
    expect([...names()]).toEqual(expect.arrayContaining(expected));
    expect(collector.authorizations).toEqual(new Set([COLLECTOR_TOKEN]));
    const [received] = receiver.at('/traced/3101');
    const [, traceId, spanId] = String(received?.headers['traceparent']).split('-');
    expect(traceId).toBe(TRACE_ID);
    const call = collector.in(TRACE_ID).find((span) => span.spanId === spanId);
    expect(call?.attributes).toMatchObject({
      'http.request.method': 'POST',
      'http.response.status_code': 200,
      'patchbay.integration.name': 'webhook',
    });
    await eventually('the attempt in the log', async () => {
      const [attempt] = await patchbay.requestLog.attempts({ traceId: TRACE_ID });
      return attempt !== undefined;
    });
    const { deliveries } = await patchbay.api.deliveries('project:3101', 'webhook');
    expect(deliveries[0]).toMatchObject({ trace_id: TRACE_ID });
    const log = await readFile(patchbay.services.worker.logFile, 'utf8');
    expect(log).toContain(`"trace_id":"${TRACE_ID}"`);
  });

  it('has each span below the one that led to it', () => {
    const byId = new Map(collector.in(TRACE_ID).map((span) => [span.spanId, span]));
    const parentOf = (span: { parentSpanId: string | undefined } | undefined) =>
      byId.get(span?.parentSpanId ?? '');
    const call = collector.in(TRACE_ID).find(({ name }) => name === 'POST');
    const work = parentOf(call);
    const sending = parentOf(work);
    const intake = parentOf(sending);
    expect([work?.service, sending?.name, intake?.service]).toEqual([
      'delivery-worker',
      `send ${patchbay.topics.deliveries.topic}`,
      'dispatcher',
    ]);
    expect(intake?.parentSpanId).toBe('00f067aa0ba902b7');
  });

  it('begins with the event where nobody began it, and is told from all others', async () => {
    await save(3102);
    await deliverTo(3102, {});
    const [received] = receiver.at('/traced/3102');
    const [, traceId = ''] = String(received?.headers['traceparent']).split('-');
    expect(traceId).toMatch(/^[\da-f]{32}$/);
    expect(traceId).not.toBe(TRACE_ID);
    await eventually('its spans', () => collector.in(traceId).length >= 4);
  });

  it('is not recorded where the publisher decided so, and still reaches the receiver', async () => {
    const silent = '5bf92f3577b34da6a3ce929d0e0e4736';
    await save(3103);
    await deliverTo(3103, { ce_traceparent: `00-${silent}-00f067aa0ba902b7-00` });
    const [received] = receiver.at('/traced/3103');
    expect(String(received?.headers['traceparent'])).toMatch(new RegExp(`^00-${silent}-[\\da-f]{16}-00$`));
    expect(collector.in(silent)).toEqual([]);
  });
});
