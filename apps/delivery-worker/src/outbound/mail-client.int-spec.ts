import { once } from 'node:events';
import net from 'node:net';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerOptions } from 'smtp-server';
import { mail } from '@patchbay/integration-contracts';
import type { Exchange } from './exchange.ts';
import { MailClient } from './mail-client.ts';
import { outgoingMail } from './outgoing-mail.ts';

const closing: (() => void)[] = [];
const received: { readonly to: readonly string[]; readonly text: string }[] = [];

afterEach(() => {
  for (const close of closing.splice(0)) close();
  received.length = 0;
});

async function aServer(options: SMTPServerOptions = {}): Promise<number> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      let text = '';
      stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
      stream.on('end', () => {
        received.push({ to: session.envelope.rcptTo.map(({ address }) => address), text });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  closing.push(() => {
    server.close();
  });
  return (server.server.address() as AddressInfo).port;
}

function send(
  port: number,
  changes: Partial<Parameters<typeof mail>[0]> = {},
  userInfo = '',
): Promise<Exchange> {
  const client = new MailClient({ serverUrl: `smtp://${userInfo}127.0.0.1:${port}`, timeoutMs: 1000 });
  closing.push(() => {
    client.close();
  });
  const spec = mail({ to: ['ada@example.com'], subject: 'Pushed', text: 'Two commits.', ...changes });
  const server = { url: new URL(`smtp://127.0.0.1:${port}`), sender: 'Patchbay <patchbay@example.com>' };
  return client.send(outgoingMail(spec, 'delivery-1:0', server));
}

const refusing = (responseCode: number): SMTPServerOptions => ({
  onRcptTo: ({ address }, _session, done) => {
    done(address.startsWith('ben') ? null : Object.assign(new Error('no such box'), { responseCode }));
  },
});

describe('a mail', () => {
  it('arrives with sender, subject, text and an identifier that stays the same', async () => {
    const exchange = await send(await aServer(), { replyTo: 'ben@example.com' });
    expect(exchange).toMatchObject({ answer: { status: 250 }, failure: undefined });
    const [mailed] = received;
    expect(mailed?.to).toEqual(['ada@example.com']);
    for (const line of [
      'From: Patchbay <patchbay@example.com>',
      'Subject: Pushed',
      'Reply-To: ben@example.com',
      'Message-ID: <delivery-1.0@patchbay.invalid>',
      'Auto-Submitted: auto-generated',
      'Two commits.',
    ]) {
      expect(mailed?.text).toContain(line);
    }
  });

  it('has one subject line and one receiver, whatever people wrote', async () => {
    await send(await aServer(), { subject: 'Fix\r\nBcc: eve@example.com\r\n\r\nHello' });
    expect(received[0]?.to).toEqual(['ada@example.com']);
    expect(received[0]?.text).not.toMatch(/^Bcc:/m);
  });

  it('is tried again when the server says not now, and not when it says never', async () => {
    const later = await send(await aServer(refusing(451)));
    expect(later).toMatchObject({ answer: undefined, failure: { code: 'mail_deferred' } });
    const never = await send(await aServer(refusing(550)));
    expect(never).toMatchObject({ answer: undefined, failure: { code: 'mail_refused' } });
  });

  it('that some get and some do not is done, and the log shows who was refused', async () => {
    const exchange = await send(await aServer(refusing(550)), { to: ['ben@example.com', 'ada@example.com'] });
    expect(exchange.answer?.body.toString()).toContain('refused for ada@example.com');
    expect(received.map(({ to }) => to)).toEqual([['ben@example.com']]);
  });

  it('waits for the operator when the server takes the password for wrong', async () => {
    const port = await aServer({
      authOptional: false,
      onAuth: (_auth, _session, done) => {
        done(Object.assign(new Error('wrong password'), { responseCode: 535 }));
      },
      allowInsecureAuth: true,
    });
    const exchange = await send(port, {}, 'patchbay:wrong-password@');
    expect(exchange.failure).toMatchObject({ code: 'mail_deferred' });
    expect(exchange.failure?.message).not.toContain('wrong-password@');
  });

  it('fails for now when there is no server, or one that says nothing', async () => {
    const silent = net.createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    expect(await send(port)).toMatchObject({ failure: { code: 'timed_out' } });
    silent.close();
    await once(silent, 'close');
    expect(await send(port)).toMatchObject({ failure: { code: 'connection_failed' } });
  });
});
