import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { allTopics } from '@patchbay/integration-contracts';
import { Receiver } from '@patchbay/tools/receiver';
import { readTopic } from '@patchbay/tools/services';
import { anEvent } from '../support/an-event.ts';
import { CleanUps } from '../support/clean-ups.ts';
import { Patchbay, eventually } from '../support/patchbay.ts';

/** Unlike anything that could come about by chance. */
const SECRETS = {
  hookToken: 'sentinel-hook-token-5b1f',
  chatPath: 'sentinel-chat-path-77ac',
  password: 'sentinel-password-c0de',
  apiKey: 'sentinel_api_key_91e2',
  botToken: '4711:sentinel-bot-token-3d0b',
};

describe('a secret in the settings', () => {
  const cleanUps = new CleanUps();
  let patchbay: Patchbay;
  let receiver: Receiver;
  const leaks = (text: string): string[] =>
    Object.entries(SECRETS).flatMap(([name, secret]) => {
      const forms = [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')];
      return forms.some((form) => text.includes(form)) ? [name] : [];
    });

  beforeAll(async () => {
    receiver = cleanUps.add(await Receiver.start(), (started) => started.close());
    patchbay = cleanUps.add(
      await Patchbay.start({ name: 'secrets', environment: { LOG_LEVEL: 'debug' } }),
      (started) => started.stop(),
    );
    const { api } = patchbay;
    const { url } = receiver;
    const scope = 'project:2500';
    // The receiver repeats in its answers what it was sent, as careless ones do.
    receiver.on('/', { isEchoing: true });
    receiver.on('/fails', { answers: [503, 200], isEchoing: true });
    await api.put(scope, 'webhook:ok', { url: `${url}/hook`, token: SECRETS.hookToken });
    await api.put(scope, 'webhook:fails', { url: `${url}/fails`, token: SECRETS.hookToken });
    await api.put(scope, 'slack', {
      webhook: `${url}/${SECRETS.chatPath}`,
      branches_to_be_notified: 'all',
    });
    await api.put(scope, 'jenkins', {
      jenkins_url: url,
      project_name: 'engine',
      username: 'patchbay',
      password: SECRETS.password,
      push_events: true,
    });
    await api.put(scope, 'datadog', { api_url: `${url}/intake`, api_key: SECRETS.apiKey });
    await api.put(scope, 'telegram', {
      hostname: url,
      token: SECRETS.botToken,
      room: '-100',
      branches_to_be_notified: 'all',
    });
    await sleep(700);
    await patchbay.publish(anEvent().push().inProject(2500), { 'event-id': 'secrets' });
    const isDelivered = ({ outcome }: { outcome: string }): boolean => outcome === 'delivered';
    await patchbay.outcomesWhere('six deliveries', isDelivered, { count: 6 });
  }, 90_000);
  afterAll(() => cleanUps.run(), 60_000);

  it('reaches the receiver', () => {
    const sent = receiver.record.requests.map(
      ({ target, headers }) => `${target} ${JSON.stringify(headers)}`,
    );
    const credentials = Buffer.from(`patchbay:${SECRETS.password}`).toString('base64');
    expect(sent.join('\n')).toContain(credentials);
    expect(leaks(sent.join('\n'))).toEqual(
      expect.arrayContaining(['hookToken', 'chatPath', 'apiKey', 'botToken']),
    );
  });

  it('is not in MongoDB: neither in the settings nor in the request log', async () => {
    await eventually('seven attempts', async () => (await patchbay.requestLog.attempts()).length === 7);
    const everything = await patchbay.requestLog.everything();
    expect(everything).toContain('acme/rockets');
    expect(leaks(everything)).toEqual([]);
  });

  it('is not on Kafka', async () => {
    const { kafka, topics } = patchbay;
    const records = (await Promise.all(allTopics(topics).map(({ topic }) => readTopic(kafka, topic)))).flat();
    expect(records.length).toBeGreaterThan(8);
    const texts = records.map(({ value, headers }) => `${String(value)} ${JSON.stringify(headers)}`);
    expect(leaks(texts.join('\n'))).toEqual([]);
  }, 60_000);

  it('is not in an answer of the API', async () => {
    const scope = 'project:2500';
    const texts: string[] = [];
    for (const { slug } of await patchbay.api.list(scope)) {
      texts.push(JSON.stringify(await patchbay.api.get(scope, slug)));
      const { deliveries } = await patchbay.api.deliveries(scope, slug);
      for (const { id } of deliveries) {
        const path = `/api/v4/projects/2500/integrations/${slug}/deliveries/${encodeURIComponent(id)}`;
        const { status, body } = await patchbay.api.call('GET', path);
        expect(status).toBe(200);
        texts.push(JSON.stringify(body));
      }
    }
    expect(texts).toHaveLength(13);
    expect(leaks(texts.join('\n'))).toEqual([]);
  });

  it('is not in a log line of any service', async () => {
    const logs = await Promise.all(patchbay.services.all.map(({ logFile }) => readFile(logFile, 'utf8')));
    expect(logs.every((log) => log.length > 0)).toBe(true);
    expect(leaks(logs.join('\n'))).toEqual([]);
  });
});
