import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import net from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';
import { Receiver } from '@patchbay/tools/receiver';
import { anEvent } from '../support/an-event.ts';
import { CleanUps } from '../support/clean-ups.ts';
import { Patchbay, eventually } from '../support/patchbay.ts';

/** Settings take a moment from the REST call to the services. */
const SETTLE_MS = 700;
const SECRET = 'hub-secret-for-tests';

describe('the catalogue, through the services', () => {
  const cleanUps = new CleanUps();
  const mails: { readonly to: readonly string[]; readonly text: string }[] = [];
  let lines = '';
  let patchbay: Patchbay;
  let receiver: Receiver;
  let linesPort: number;

  beforeAll(async () => {
    receiver = cleanUps.add(await Receiver.start(), (started) => started.close());
    linesPort = await lineServer();
    patchbay = cleanUps.add(
      await Patchbay.start({
        name: 'catalogue',
        environment: {
          SMTP_URL: `smtp://127.0.0.1:${await mailServer()}`,
          SMTP_FROM: 'Patchbay <patchbay@example.com>',
          INTEGRATIONS_ALLOWED:
            'webhook,signed_webhook,emails_on_push,irker,redmine,bugzilla,slack,cloudevents',
        },
      }),
      (started) => started.stop(),
    );
  }, 90_000);
  afterAll(() => cleanUps.run(), 60_000);

  const put = (path: string, values: unknown, headers: Readonly<Record<string, string>> = {}) =>
    patchbay.api.call('PUT', path, {
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(values),
    });

  async function lineServer(): Promise<number> {
    const server = net.createServer((socket) => {
      socket.on('data', (chunk: Buffer) => (lines += chunk.toString()));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    cleanUps.add(server, (started) => {
      started.close();
    });
    return (server.address() as AddressInfo).port;
  }

  async function mailServer(): Promise<number> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData: (stream, session, done) => {
        let text = '';
        stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
        stream.on('end', () => {
          mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), text });
          done();
        });
      },
    });
    server.listen(0, '127.0.0.1');
    await once(server.server, 'listening');
    cleanUps.add(server, (started) => {
      started.close();
    });
    return (server.server.address() as AddressInfo).port;
  }

  it('mails each receiver of a push, and shows the mails in the log', async () => {
    await patchbay.api.put('project:3001', 'emails-on-push', {
      recipients: 'ada@example.com ben@example.com',
      branches_to_be_notified: 'all',
    });
    await sleep(SETTLE_MS);
    await patchbay.publish(anEvent().push().inProject(3001));
    await eventually('two mails', () => mails.length === 2);
    expect(mails.map(({ to }) => to)).toEqual([['ada@example.com'], ['ben@example.com']]);
    await eventually('two attempts in the log', async () => {
      const { deliveries } = await patchbay.api.deliveries('project:3001', 'emails-on-push');
      return deliveries.filter(({ outcome }) => outcome === 'delivered').length === 2;
    });
  });

  it('writes lines for IRC over TCP', async () => {
    await patchbay.api.put('project:3002', 'irker', {
      server_host: '127.0.0.1',
      server_port: linesPort,
      recipients: 'irc://irc.example.com/rockets',
    });
    await sleep(SETTLE_MS);
    await patchbay.publish(anEvent().push().inProject(3002));
    await eventually('the lines', () => lines.endsWith('\n'));
    for (const line of lines.trimEnd().split('\n')) {
      expect(JSON.parse(line)).toMatchObject({ to: ['irc://irc.example.com/rockets'] });
    }
  });

  it('signs each attempt of a signed web hook over the bytes it sends', async () => {
    const url = `${receiver.url}/signed`;
    await patchbay.api.put('project:3003', 'signed-webhook', { url, secret: SECRET, push_events: true });
    await sleep(SETTLE_MS);
    await patchbay.publish(anEvent().push().inProject(3003));
    await receiver.waitFor('the request', () => receiver.at('/signed').length === 1, 15_000);
    const [request] = receiver.at('/signed');
    const expected = createHmac('sha256', SECRET)
      .update(request?.body ?? '')
      .digest('hex');
    expect(request?.headers['x-hub-signature-256']).toBe(`sha256=${expected}`);
  });

  it('delivers for a tracker whose address is kept in clear, and finds it by that address', async () => {
    const page = `${receiver.url}/tracker`;
    const urls = { project_url: page, issues_url: `${page}/:id`, new_issue_url: `${page}/new` };
    await patchbay.api.put('project:3004', 'redmine', { ...urls, push_events: true });
    await sleep(SETTLE_MS);
    await patchbay.publish(anEvent().push().inProject(3004));
    await receiver.waitFor('the question', () => receiver.at('/tracker').length === 1, 15_000);
    expect(receiver.at('/tracker')[0]?.method).toBe('HEAD');
    const query = new URLSearchParams({ name: 'redmine', field: 'project_url', value: page });
    const found = await patchbay.api.call('GET', `/api/v4/admin/integrations/search?${query.toString()}`);
    expect(JSON.stringify(found.body)).toContain('3004');
  });

  it('has one tracker for a project, and refuses what is not offered', async () => {
    const page = 'https://bugs.example.com';
    const urls = { project_url: page, issues_url: `${page}/:id`, new_issue_url: `${page}/new` };
    const second = await put('/api/v4/projects/3004/integrations/bugzilla', urls);
    expect(second.status).toBe(400);
    expect(JSON.stringify(second.body)).toMatch(/"active":\["[^"]*Redmine/);
    const refused = await put('/api/v4/projects/3004/integrations/discord', {
      webhook: 'https://discord.com/api/webhooks/1/a',
    });
    expect(refused).toMatchObject({ status: 400 });
  });

  it('says in the caller’s language what is wrong', async () => {
    const headers = { 'accept-language': 'de-AT, en;q=0.5' };
    const path = '/api/v4/projects/3005/integrations/redmine';
    const answer = await put(path, { project_url: 'nonsense' }, headers);
    expect(answer.headers.get('content-language')).toBe('de');
    expect(answer.body).toMatchObject({
      errors: {
        project_url: ['muss eine gültige URL sein, zum Beispiel https://example.com/pfad'],
        issues_url: ['fehlt'],
      },
    });
  });
});
