import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { allTopics, slugOf } from '@patchbay/integration-contracts';
import type { Level, ScopeKey, Trigger } from '@patchbay/integration-contracts';
import { Receiver } from '@patchbay/tools/receiver';
import { ApiClient, readTopic } from '@patchbay/tools/services';
import { anEvent } from '../support/an-event.ts';
import { CleanUps } from '../support/clean-ups.ts';
import { Patchbay, eventually } from '../support/patchbay.ts';
import { leaksIn, plantSentinels } from '../support/sentinels.ts';
import type { Planted } from '../support/sentinels.ts';
import { TraceCollector } from '../support/trace-collector.ts';

const FIRST_PROJECT = 2600;
/** Settings take a moment from the REST call to the services. */
const SETTLE_MS = 1500;

interface Place extends Planted {
  readonly scope: ScopeKey;
  readonly projectId: number;
  readonly slug: string;
}

const SCOPES: Readonly<Record<Level, (projectId: number) => ScopeKey>> = {
  project: (projectId) => `project:${projectId}`,
  group: (projectId) => `group:acme-${projectId}`,
  instance: () => 'instance',
};

describe('the secrets of every integration', () => {
  const cleanUps = new CleanUps();
  let patchbay: Patchbay;
  let receiver: Receiver;
  let collector: TraceCollector;
  let places: readonly Place[];
  /** Everything that the API answered. */
  const answers: string[] = [];

  beforeAll(async () => {
    receiver = cleanUps.add(await Receiver.start(), (started) => started.close());
    // The receiver repeats in its answers what it was sent, as careless ones do.
    receiver.on('/', { isEchoing: true });
    collector = cleanUps.add(await TraceCollector.start(), (started) => started.close());
    places = plantSentinels(receiver.url).map((planted, index) => {
      const projectId = FIRST_PROJECT + index;
      const slug = slugOf(planted.definition.name);
      return { ...planted, projectId, slug, scope: SCOPES[planted.level](projectId) };
    });
    const flags = new Set(places.flatMap(({ definition }) => definition.flag ?? []));
    patchbay = cleanUps.add(
      await Patchbay.start({
        name: 'secrets',
        environment: {
          ...collector.environment,
          ...{ LOG_LEVEL: 'debug', DEVELOPMENT_INTEGRATIONS: 'true', FEATURE_FLAGS: [...flags].join(',') },
          ...{ SMTP_URL: 'smtp://127.0.0.1:9', MAX_ATTEMPTS: '2' },
        },
      }),
      (started) => started.stop(),
    );
    for (const { scope, slug, values } of places) {
      answers.push(JSON.stringify(await patchbay.api.put(scope, slug, values)));
    }
    await sleep(SETTLE_MS);
    await publishForAll();
    await tryAllOut();
    await lookAtEverything();
  }, 240_000);
  afterAll(() => cleanUps.run(), 60_000);

  async function publishForAll(): Promise<void> {
    const events = places.flatMap(({ definition, projectId }) =>
      definition.events.supported.slice(0, 2).map((trigger: Trigger) => ({
        id: `${definition.name}-${trigger}`,
        event: anEvent().of(trigger).inProject(projectId, `acme-${projectId}/engine`),
      })),
    );
    await patchbay.publishAll(events);
    const settled = (): number =>
      new Set(
        patchbay.outcomes
          .filter(({ outcome }) => ['delivered', 'dead', 'ignored'].includes(outcome))
          .map(({ deliveryId }) => deliveryId),
      ).size;
    await eventually(
      'an end of every delivery',
      async () => {
        const [read, dispatched] = await dispatcherCounts();
        return read >= events.length && settled() >= dispatched;
      },
      90_000,
    );
  }

  /** Events that the dispatcher is done with, and the deliveries that they led to. */
  async function dispatcherCounts(): Promise<readonly [number, number]> {
    const metrics = await metricsOf(patchbay.services.dispatcher.url);
    const sum = (name: string): number =>
      [...metrics.matchAll(new RegExp(`^${name}\\{[^}]*\\} (\\d+)`, 'gm'))].reduce(
        (total, [, count]) => total + Number(count),
        0,
      );
    return [sum('patchbay_events_total'), sum('patchbay_deliveries_dispatched_total')];
  }

  async function metricsOf(url: string): Promise<string> {
    const { body } = await new ApiClient(url, patchbay.adminToken).call('GET', '/metrics');
    return String(body);
  }

  async function ask(method: string, path: string, payload?: object): Promise<unknown> {
    const { status, body } = await patchbay.api.call(method, path, {
      ...(payload && { body: JSON.stringify(payload), headers: { 'content-type': 'application/json' } }),
    });
    answers.push(typeof body === 'string' ? body : JSON.stringify(body));
    expect([method, path, status]).toEqual([method, path, expect.any(Number)]);
    return body;
  }

  async function tryAllOut(): Promise<void> {
    for (const { scope, slug, definition, values } of places) {
      const path = ApiClient.pathOf(scope, slug);
      if (definition.events.supported.length > 0 || definition.probe !== undefined)
        await ask('POST', `${path}/test`);
      await ask('POST', `${path}/preview`);
      await ask('POST', `${path}/preview`, { settings: values });
      // Refusals must not repeat what they refuse.
      await ask('PUT', path, { ...values, no_such_field: 'x' });
    }
  }

  async function lookAtEverything(): Promise<void> {
    for (const { scope, slug } of places) {
      const path = ApiClient.pathOf(scope, slug);
      for (const what of ['', '/form', '/audit', '/jobs']) await ask('GET', `${path}${what}`);
      const { deliveries } = await patchbay.api.deliveries(scope, slug, { limit: '20' });
      for (const { id } of deliveries.slice(0, 5))
        await ask('GET', `${path}/deliveries/${encodeURIComponent(id)}`);
    }
    await ask('GET', '/api/v4/admin/integrations');
    await ask('GET', '/api/v4/admin/audit?limit=100');
    await ask('GET', '/api/v4/catalogue');
    await askGraphql();
  }

  /** Every field of every type that the schema has for integrations. */
  async function askGraphql(): Promise<void> {
    const introspection = `{ __type(name: "Service") { possibleTypes { name fields { name type { kind ofType { kind } } } } } }`;
    const { data } = (await ask('POST', '/api/graphql', { query: introspection })) as {
      data: { __type: { possibleTypes: { name: string; fields: { name: string }[] }[] } };
    };
    const types = data.__type.possibleTypes;
    expect(types.length).toBeGreaterThan(60);
    for (const { scope, projectId, definition } of places) {
      const type = types.find(
        ({ name }) => name.toLowerCase() === `${definition.name.replaceAll('_', '')}service`,
      );
      if (type === undefined) continue;
      const fields = type.fields.map(({ name }) => `${name}: ${name}`).join(' ');
      const place = scope === 'instance' ? 'instance' : `project(fullPath: "${projectId}")`;
      await ask('POST', '/api/graphql', {
        query: `{ at: ${place} { integrations { nodes { type ... on ${type.name} { ${fields} } } } } }`,
      });
    }
  }

  it('are planted in all fields that are to be secret', () => {
    const planted = places.reduce((count, { secrets }) => count + Object.keys(secrets).length, 0);
    const declared = places.reduce(
      (count, { definition }) =>
        count + Object.values(definition.fields).filter(({ isSecret }) => isSecret).length,
      0,
    );
    expect([planted, declared]).toEqual([declared, declared]);
    expect(declared).toBeGreaterThan(50);
  });

  it('reach the receivers: what is looked for here is found there', () => {
    const sent = receiver.record.requests.map(
      ({ target, headers, body }) => `${target} ${JSON.stringify(headers)} ${body.toString()}`,
    );
    expect(leaksIn(sent.join('\n'), places).length).toBeGreaterThan(10);
  });

  it('are not in MongoDB: settings, request log, audit trail and whatever else there is', async () => {
    const everything = await patchbay.requestLog.everything();
    expect(everything).toContain('acme-2602');
    expect(leaksIn(everything, places)).toEqual([]);
  });

  it('are not on Kafka, in any topic', async () => {
    const { kafka, topics } = patchbay;
    const records = (await Promise.all(allTopics(topics).map(({ topic }) => readTopic(kafka, topic)))).flat();
    expect(records.length).toBeGreaterThan(100);
    const texts = records.map(({ value, headers }) => `${String(value)} ${JSON.stringify(headers)}`);
    expect(leaksIn(texts.join('\n'), places)).toEqual([]);
  }, 60_000);

  it('are not in an answer of the API, forms, refusals, tests, previews and GraphQL included', () => {
    expect(answers.length).toBeGreaterThan(500);
    expect(
      answers.filter((text) => leaksIn(text, places).length > 0).map((text) => text.slice(0, 300)),
    ).toEqual([]);
  });

  it('are not in what the collector of traces was sent', async () => {
    const calls = (): number => collector.spans.filter(({ attributes }) => 'url.full' in attributes).length;
    await eventually('the spans of requests', () => calls() > 100);
    expect(leaksIn(collector.bodies.join('\n'), places)).toEqual([]);
  });

  it('are not in the metrics', async () => {
    for (const { url } of patchbay.services.all) {
      const metrics = await metricsOf(url);
      expect(metrics).toContain('patchbay_');
      expect(leaksIn(metrics, places)).toEqual([]);
    }
  });

  it('are not in a log line of any service', async () => {
    const logs = await Promise.all(patchbay.services.all.map(({ logFile }) => readFile(logFile, 'utf8')));
    expect(logs.every((log) => log.length > 0)).toBe(true);
    expect(leaksIn(logs.join('\n'), places)).toEqual([]);
  });
});
