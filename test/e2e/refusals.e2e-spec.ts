import { setTimeout as sleep } from 'node:timers/promises';
import { Receiver } from '@patchbay/tools/receiver';
import { TopicTail } from '@patchbay/tools/services';
import type { TailedRecord } from '@patchbay/tools/services';
import { anEvent } from '../support/an-event.ts';
import { CleanUps } from '../support/clean-ups.ts';
import { Patchbay, eventually } from '../support/patchbay.ts';

describe('what is not let through', () => {
  const cleanUps = new CleanUps();
  let patchbay: Patchbay;
  let receiver: Receiver;
  const deadEvents: TailedRecord[] = [];

  beforeAll(async () => {
    receiver = cleanUps.add(await Receiver.start(), (started) => started.close());
    // As if the operator had shortened the list after the settings were saved.
    const own = { 'config-service': { EGRESS_ALLOW: '0.0.0.0/0,::/0' } };
    patchbay = cleanUps.add(await Patchbay.start({ name: 'refusals', own }), (started) => started.stop());
    const tail = await TopicTail.start(patchbay.kafka, {
      topics: [patchbay.topics.eventsDead.topic],
      onRecord: (record) => deadEvents.push(record),
    });
    cleanUps.add(tail, (started) => started.close());
  }, 90_000);
  afterAll(() => cleanUps.run(), 60_000);

  describe('an unreadable event', () => {
    it.each([
      ['malformed JSON', Buffer.from('{"object_kind": "push", '), 'malformed_json'],
      ['an empty value', Buffer.alloc(0), 'empty_value'],
      ['no value', null, 'empty_value'],
      ['a list', Buffer.from('[1, 2]'), 'not_an_object'],
      ['an unknown object_kind', Buffer.from('{"object_kind": "party"}'), 'unclassified'],
    ])('with %s goes to the dead topic with the reason', async (_what, value, reason) => {
      const { partition, offset } = await patchbay.publishBytes(value, '2100', { 'x-mine': 'kept' });
      const find = (): TailedRecord | undefined =>
        deadEvents.find(
          ({ headers }) =>
            headers['dead-partition'] === String(partition) && headers['dead-offset'] === offset,
        );
      await eventually('the dead letter', () => find() !== undefined);
      const letter = find();
      expect(letter?.headers).toMatchObject({ 'dead-reason': reason, 'x-mine': 'kept' });
      expect(letter?.headers['dead-detail']).toBeTruthy();
      expect(letter?.key).toBe('2100');
      expect(letter?.value?.toString() ?? '').toBe(value?.toString() ?? '');
    });

    it('does not hold back the ones behind it', async () => {
      await patchbay.api.put('project:2101', 'webhook:after', { url: `${receiver.url}/after` });
      await sleep(700);
      await patchbay.publishBytes(Buffer.from('{'), '2101');
      await patchbay.publish(anEvent().inProject(2101));
      await receiver.waitFor('the event behind', () => receiver.at('/after').length === 1, 15_000);
    });
  });

  describe('a private address', () => {
    it.each([
      ['another loopback address', 'http://127.0.0.2:9/hook'],
      ['IPv6 loopback', 'http://[::1]:9/hook'],
      ['loopback in IPv6 form', 'http://[::ffff:127.0.0.2]:9/hook'],
      ['a private network', 'http://10.1.2.3/hook'],
      ['the metadata address', 'http://169.254.169.254/latest/meta-data'],
      ['an address written as a number', 'http://2130706434:9/hook'],
    ])('such as %s is refused without a request', async (what, url) => {
      const label = what.replaceAll(' ', '-').toLowerCase().slice(0, 30);
      await patchbay.api.put('project:2110', `webhook:${label}`, { url });
      await sleep(700);
      const eventId = `private-${label}`;
      await patchbay.publish(anEvent().inProject(2110), { 'event-id': eventId });
      const [outcome] = await patchbay.outcomesWhere(
        `the outcome for ${url}`,
        (one) => one.eventId === eventId,
      );
      expect(outcome).toMatchObject({ outcome: 'dead', reason: 'egress_refused' });
      const list = () => patchbay.api.deliveries('project:2110', `webhook:${label}`);
      await eventually('the logged refusal', async () => (await list()).deliveries.length === 1);
      expect((await list()).deliveries[0]).toMatchObject({ outcome: 'dead', reason: 'egress_refused' });
      await patchbay.api.remove('project:2110', `webhook:${label}`);
    });

    it('is refused as the target of a redirect too', async () => {
      receiver.on('/redirect', { answers: [302], headers: { location: `${receiver.url}/redirected` } });
      await patchbay.api.put('project:2111', 'webhook:redirect', { url: `${receiver.url}/redirect` });
      await sleep(700);
      await patchbay.publish(anEvent().inProject(2111), { 'event-id': 'redirect' });
      const [outcome] = await patchbay.outcomesWhere('its outcome', (one) => one.eventId === 'redirect');
      expect(outcome?.outcome).not.toBe('delivered');
      expect(receiver.at('/redirected')).toEqual([]);
    });

    it('is called when the allow-list names it', async () => {
      await patchbay.api.put('project:2112', 'webhook:allowed', { url: `${receiver.url}/allowed` });
      await sleep(700);
      await patchbay.publish(anEvent().inProject(2112));
      await receiver.waitFor('the allowed call', () => receiver.at('/allowed').length === 1, 15_000);
    });
  });

  describe('a wrong request to the API', () => {
    const put = (path: string, body: string, headers: Record<string, string> = {}) =>
      patchbay.api.call('PUT', `/api/v4/${path}`, {
        body,
        headers: { 'content-type': 'application/json', ...headers },
      });
    const hooks = 'projects/2120/integrations/webhook:x';

    it.each([
      ['a wrong URL', hooks, '{"url": "nonsense"}', 400, /url .*https:\/\//],
      ['an unknown field', hooks, '{"url": "https://example.com", "urll": "x"}', 400, /urll/],
      ['a missing required field', 'projects/2120/integrations/slack', '{}', 400, /webhook/],
      ['malformed JSON', hooks, '{"url": ', 400, /JSON/i],
      ['an unknown integration', 'projects/2120/integrations/carrier-pigeon', '{}', 404, /.+/],
    ])('with %s is answered with what is wrong', async (_what, path, body, status, message) => {
      const answer = await put(path, body);
      expect(answer.status).toBe(status);
      expect(JSON.stringify(answer.body)).toMatch(message);
    });

    it.each([
      ['none', ''],
      ['a wrong one', 'Bearer not-a-token-that-anyone-was-given'],
    ])('with a bad token (%s) is answered 401', async (_what, authorization) => {
      const answer = await put(hooks, '{"url": "https://example.com"}', { authorization });
      expect(answer.status).toBe(401);
      expect(JSON.stringify(answer.body)).toContain('401 Unauthorized');
    });
  });
});
