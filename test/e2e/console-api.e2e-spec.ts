import { Receiver } from '@patchbay/tools/receiver';
import { anEvent } from '../support/an-event.ts';
import { CleanUps } from '../support/clean-ups.ts';
import { Patchbay, eventually } from '../support/patchbay.ts';

describe('what the console is served', () => {
  const cleanUps = new CleanUps();
  let patchbay: Patchbay;
  let receiver: Receiver;

  beforeAll(async () => {
    receiver = cleanUps.add(await Receiver.start(), (started) => started.close());
    patchbay = cleanUps.add(await Patchbay.start({ name: 'console' }), (started) => started.stop());
  }, 90_000);
  afterAll(() => cleanUps.run(), 60_000);

  const signIn = async (code: string) => {
    const headers = { 'content-type': 'application/json', authorization: '' };
    return patchbay.api.call('POST', '/api/v4/sign_in', { headers, body: JSON.stringify({ code }) });
  };

  it('lets somebody in with a link once, and with what it gave from then on', async () => {
    const [, code = ''] = (await patchbay.api.signInLink()).split('#code=');
    const { status, body } = await signIn(code);
    expect([status, (await signIn(code)).status]).toEqual([201, 401]);
    const { token } = body as { readonly token: string };
    const self = await patchbay.api.call('GET', '/api/v4/tokens/self', {
      headers: { authorization: `Bearer ${token}` },
    });
    expect([self.status, self.body]).toMatchObject([200, { role: 'admin', scope: 'instance' }]);
  });

  it('shows a delivery to who watches while it is made', async () => {
    await patchbay.api.put('project:2600', 'webhook', { url: `${receiver.url}/watched` });
    const watching = new AbortController();
    const { body } = await fetch(
      `${patchbay.api.baseUrl}/api/v4/projects/2600/integrations/webhook/deliveries/stream`,
      { headers: { authorization: `Bearer ${patchbay.adminToken}` }, signal: watching.signal },
    );
    let text = '';
    const reading = readAll(body, (more) => (text += more));
    await eventually('the stream to begin', () => text !== '');
    // Published again and again, since the first look into the log is not to be seen from here.
    await eventually('the attempt in the stream', async () => {
      await patchbay.publish(anEvent().inProject(2600));
      return text.includes('event: attempt');
    });
    const [, line = '{}'] = /^data: (.*)$/m.exec(text) ?? [];
    expect(JSON.parse(line)).toMatchObject({
      ...{ project_key: '2600', outcome: 'delivered', trigger: 'push' },
      response: { status: 200 },
    });
    watching.abort();
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('tells operators what lies on Kafka', async () => {
    await eventually('all to be dealt with', async () => {
      const { status, body } = await patchbay.api.call('GET', '/api/v4/admin/overview');
      expect([status, body]).toMatchObject([
        200,
        { retries_waiting: expect.any(Array) as unknown, dead_letters: 0 },
      ]);
      const { lag } = body as { readonly lag: { readonly events: number; readonly deliveries: number } };
      return lag.events === 0 && lag.deliveries === 0;
    });
  });

  it('ends its streams when it stops', async () => {
    const path = '/api/v4/projects/2600/integrations/webhook/deliveries/stream';
    const headers = { authorization: `Bearer ${patchbay.adminToken}` };
    const { body } = await fetch(`${patchbay.api.baseUrl}${path}`, { headers });
    let text = '';
    const reading = readAll(body, (more) => (text += more)).catch(() => undefined);
    await eventually('the stream to begin', () => text !== '');
    await patchbay.services.configService.stop();
    await reading;
    patchbay.services.configService.start();
  });
});

async function readAll(body: ReadableStream<Uint8Array> | null, take: (text: string) => void): Promise<void> {
  const decoder = new TextDecoder();
  for await (const bytes of body ?? []) take(decoder.decode(bytes, { stream: true }));
}
