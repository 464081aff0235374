import { randomBytes } from 'node:crypto';
import { Logger as NestLogger } from '@nestjs/common';
import { Installation, until } from './testing/installation.ts';
import { event, push, webhook } from './testing/messages.ts';

describe('the dispatcher on a real Kafka', () => {
  const installation = new Installation();
  const { topics } = installation;

  beforeAll(async () => {
    NestLogger.overrideLogger(false);
    await installation.prepare();
    await installation.configure(webhook('everywhere'), webhook('project-7', { scope: 'project:7' }));
    await installation.publish([event('early', push(7))]);
    await installation.start();
  });
  afterAll(() => installation.dispose());

  it('knows all settings before it takes the first event, even one that was there before', async () => {
    expect(await installation.targetsOf('early', 2)).toEqual(['everywhere', 'project-7']);
    await until('it is ready', () => Object.keys(installation.problems()).length === 0);
  });

  it('passes the event’s bytes on untouched, with what the worker needs beside them', async () => {
    const value = push(7, { note: 'ünïcode \u00fc', spaces: '   ' });
    await installation.publish([
      {
        key: '7',
        value,
        headers: { 'event-id': 'bytes', ce_time: '2026-02-03T04:05:06Z', traceparent: '00-1' },
      },
    ]);
    await installation.targetsOf('bytes', 2);
    const found = installation.deliveries.filter(({ headers }) => headers.eventId === 'bytes');
    expect(found).toHaveLength(1);
    expect(found[0]?.value.toString()).toBe(value);
    expect(found[0]).toMatchObject({
      key: '7',
      headers: { trigger: 'push', projectKey: '7', passThrough: { traceparent: '00-1' } },
    });
  });

  it('dispatches the data of a structured CloudEvent byte for byte', async () => {
    const data = push(7);
    const attributes = '"specversion":"1.0","id":"ce-1","source":"/gitlab","type":"push"';
    await installation.publish([{ key: '7', value: `{${attributes},"data":${data}}` }]);
    await installation.targetsOf('ce-1', 2);
    expect(installation.deliveries.find(({ headers }) => headers.eventId === 'ce-1')?.value.toString()).toBe(
      data,
    );
  });

  it('dispatches an event of 2 MB', async () => {
    const value = push(7, { noise: randomBytes(1_000_000).toString('hex') });
    await installation.publish([event('large', value)]);
    await installation.targetsOf('large', 2);
    const found = installation.deliveries.find(({ headers }) => headers.eventId === 'large');
    expect(found?.value.equals(Buffer.from(value))).toBe(true);
  });

  it('puts the nearest settings first, and packs at most 64 targets into a record', async () => {
    const many = Array.from({ length: 70 }, (_, index) =>
      webhook(`w${index}`, { scope: 'group:acme', label: `l${index}` }),
    );
    await installation.configure(
      ...many,
      webhook('off', { scope: 'project:8', label: 'l0', isActive: false }),
      webhook('own', { scope: 'group:acme/rockets', label: 'l1' }),
      webhook('inherits', { scope: 'project:8', label: 'l2', isInherited: true, isActive: false }),
    );
    await until('the settings have arrived', () => installation.viewSize() === 75);
    await installation.publish([event('packed', push(8), '8')]);
    const expected = [
      'everywhere',
      'own',
      ...many.map(({ id }) => id).filter((id) => id !== 'w0' && id !== 'w1'),
    ];
    expect(await installation.targetsOf('packed', expected.length)).toEqual(expected.sort());
    const records = installation.deliveries.filter(({ headers }) => headers.eventId === 'packed');
    expect(records.map(({ headers }) => headers.targets.length).sort()).toEqual([6, 64]);
    const ids = [...many.map(({ id }) => id), 'off', 'own', 'inherits'];
    await installation.configure(...ids.map((id) => ({ deleted: id })));
  });

  it.each([
    ['malformed', '{"object_kind": "push", ', 'malformed_json'],
    ['empty', null, 'empty_value'],
    ['blank', '', 'empty_value'],
    ['a list', '[1,2]', 'not_an_object'],
    ['of an unknown kind', '{"object_kind":"teleport","project":{"id":7}}', 'unclassified'],
    ['too large', `"${'x'.repeat(4.1 * 1024 * 1024)}"`, 'too_large'],
  ])(
    'puts an event that is %s on the dead topic as it came, with the reason',
    async (name, value, reason) => {
      const message = { key: `dead ${name}`, value, headers: { 'x-own': ['one', 'two'] } };
      await installation.publish([message, event(`after ${name}`, push(7))]);
      const letter = await installation.deadBy(message.key);
      expect(letter.value?.toString() ?? null).toBe(value);
      const headers = Object.fromEntries(
        Object.entries(letter.headers ?? {}).map(([header, its]) => [
          header,
          Array.isArray(its) ? its.join() : String(its),
        ]),
      );
      expect(headers).toMatchObject({
        'x-own': 'one,two',
        'dead-reason': reason,
        'dead-topic': topics.events.topic,
      });
      expect(headers['dead-detail']).not.toBe('');
      expect(Number(headers['dead-partition'])).toBeGreaterThanOrEqual(0);
      expect(Number(headers['dead-offset'])).toBeGreaterThanOrEqual(0);
      expect(new Date(headers['dead-at'] ?? '').getTime()).toBeGreaterThan(0);
      await installation.targetsOf(`after ${name}`, 2);
    },
  );

  it('drops a revision older than the one it holds, and forgets what was deleted', async () => {
    await installation.configure(
      webhook('moving', { scope: 'project:9', revision: 3 }),
      webhook('moving', { scope: 'project:9', revision: 2, isActive: false }),
      webhook('gone', { scope: 'project:9' }),
      { deleted: 'gone' },
    );
    await until('the settings have arrived', () => installation.viewSize() === 3);
    await installation.publish([event('newest', push(9), '9')]);
    expect(await installation.targetsOf('newest', 2)).toEqual(['everywhere', 'moving']);
  });

  it('goes on after settings that it can’t read', async () => {
    await installation.producer.send({
      topic: topics.settings.topic,
      messages: [{ key: 'bad', value: '{"v":9}' }],
    });
    await installation.configure(webhook('after-bad', { scope: 'project:10' }));
    await until('the next settings have arrived', () => installation.viewSize() === 4);
    await installation.publish([event('after-bad', push(10), '10')]);
    expect(await installation.targetsOf('after-bad', 2)).toEqual(['after-bad', 'everywhere']);
    expect(await installation.metrics()).toContain('patchbay_settings_unreadable_total 1');
  });

  it('commits what it has dispatched, and does not dispatch it again after a restart', async () => {
    await installation.stop();
    const idsBefore = installation.deliveries.map(({ headers }) => headers.eventId);
    await installation.publish([event('while down', push(7))]);
    await installation.start();
    await installation.targetsOf('while down', 2);
    const ids = installation.deliveries.map(({ headers }) => headers.eventId);
    expect(ids).toEqual([...idsBefore, 'while down']);
  });
});

describe('the dispatcher in front of a topic that takes only small records', () => {
  const installation = new Installation();

  beforeAll(async () => {
    await installation.prepare({ config: { 'max.message.bytes': '200000' } });
    await installation.configure(webhook('everywhere'));
    await installation.start();
  });
  afterAll(() => installation.dispose());

  it('puts the event that Kafka refuses on the dead topic, and holds up none of the others', async () => {
    const noise = randomBytes(300_000).toString('hex');
    const small = Array.from({ length: 20 }, (_, index) => event(`small-${index}`, push(7)));
    await installation.publish([
      ...small.slice(0, 10),
      event('huge', push(7, { noise }), 'huge'),
      ...small.slice(10),
    ]);
    const letter = await installation.deadBy('huge');
    expect(String(letter.headers?.['dead-reason'])).toBe('refused_by_kafka');
    for (const index of small.keys()) await installation.targetsOf(`small-${index}`, 1);
  });
});
