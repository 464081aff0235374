import { once } from 'node:events';
import net from 'node:net';
import { createInterface } from 'node:readline';
import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerOptions } from 'smtp-server';
import { mail } from '@patchbay/integration-contracts';
import type { Exchange } from '@patchbay/service-kit/outbound';
import { MailClient } from './mail-client.ts';
import { outgoingMail } from '@patchbay/service-kit/outbound';

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

/** A server that answers each command with what `reply` returns, and greets with `greeting`. */
async function aScript(
  reply: (command: string, socket: Socket) => string,
  greeting = '220 mail.example.com',
): Promise<{ readonly port: number; readonly commands: readonly string[] }> {
  const commands: string[] = [];
  const server = net.createServer((socket) => {
    closing.push(() => socket.destroy());
    socket.on('error', () => undefined);
    socket.write(`${greeting}\r\n`);
    createInterface(socket).on('line', (command) => {
      commands.push(command);
      const text = reply(command, socket);
      if (text !== '') socket.write(`${text}\r\n`);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => server.close());
  return { port: (server.address() as AddressInfo).port, commands };
}

const hasBegun = (command: string) => /^(?:EHLO|RSET)/.test(command);

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
    expect(exchange.answer?.body.toString()).toContain('refused for ada@example.com: 550 no such box');
    expect(received.map(({ to }) => to)).toEqual([['ben@example.com']]);
  });

  it('is sent with the user and password of the address', async () => {
    const signedIn: unknown[] = [];
    const port = await aServer({
      authOptional: false,
      onAuth: ({ username, password }, _session, done) => {
        signedIn.push([username, password]);
        done(null, { user: username });
      },
      allowInsecureAuth: true,
    });
    expect(await send(port, {}, 'patchbay:p%40ss%3A@')).toMatchObject({ answer: { status: 250 } });
    expect(signedIn).toEqual([['patchbay', 'p@ss:']]);
  });

  it.each([
    ['wants a password first', '220 mail.example.com', '530 5.7.0 Authentication required'],
    ['wants encryption first', '220 mail.example.com', '530 5.7.0 Must issue a STARTTLS command first'],
    ['has lost the thread', '220 mail.example.com', '503 5.5.1 Bad sequence of commands'],
    ['turns the worker away', '554 5.7.1 No service for you', ''],
  ])('waits for the operator when the server %s', async (_what, greeting, answer) => {
    const { port } = await aScript(
      (command) => (hasBegun(command) ? '250 mail.example.com' : answer),
      greeting,
    );
    expect(await send(port)).toMatchObject({ answer: undefined, failure: { code: 'mail_deferred' } });
  });

  it('is not sent a second time in one attempt when the connection drops behind it', async () => {
    const { port, commands } = await aScript((command, socket) => {
      if (command === '.') socket.destroy();
      return command === 'DATA' ? '354 go on' : /^(?:EHLO|MAIL|RCPT)/.test(command) ? '250 ok' : '';
    });
    expect(await send(port)).toMatchObject({ failure: { code: 'connection_failed' } });
    expect(commands.filter((command) => command === 'DATA')).toHaveLength(1);
  });

  it('is given up when the server keeps talking and never comes to an end', async () => {
    const { port } = await aScript((_command, socket) => {
      const talk = setInterval(() => socket.write('250-and another thing\r\n'), 20);
      socket.on('close', () => {
        clearInterval(talk);
      });
      return '';
    });
    const exchange = await send(port);
    expect(exchange.failure).toEqual({
      code: 'timed_out',
      message: 'the mail server was not done within 1000 ms',
    });
  });

  it('has the whole time to itself, however many wait for a connection', async () => {
    const ends: (() => void)[] = [];
    const port = await aServer({
      onData: (stream, _session, done) => {
        stream.resume();
        ends.push(() => {
          done();
        });
        // All that there may be at once are under way, and only now are they answered.
        if (ends.length % 5 === 0) for (const end of ends.splice(0)) setTimeout(end, 400);
      },
    });
    const client = new MailClient({ serverUrl: `smtp://127.0.0.1:${port}`, timeoutMs: 1500 });
    closing.push(() => {
      client.close();
    });
    const server = { url: new URL('smtp://mail.example.com'), sender: 'patchbay@example.com' };
    const spec = mail({ to: ['ada@example.com'], subject: 'Pushed', text: 'Two commits.' });
    const all = Array.from({ length: 25 }, (_, at) =>
      client.send(outgoingMail(spec, `delivery-${at}`, server)),
    );
    for (const exchange of await Promise.all(all)) expect(exchange.failure).toBeUndefined();
  });

  it('does not go to a server whose certificate nobody vouches for', async () => {
    const port = await aServer({ secure: true });
    const client = new MailClient({ serverUrl: `smtps://127.0.0.1:${port}`, timeoutMs: 1000 });
    closing.push(() => {
      client.close();
    });
    const spec = mail({ to: ['ada@example.com'], subject: 'Pushed', text: 'Two commits.' });
    const server = { url: new URL('smtps://mail.example.com'), sender: 'patchbay@example.com' };
    expect(await client.send(outgoingMail(spec, 'delivery-1', server))).toMatchObject({
      failure: { code: 'tls_failed' },
    });
    expect(received).toEqual([]);
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
