import type { OutboundSpec } from '@patchbay/integration-contracts';
import type { Exchange, OutgoingCall } from './exchange.ts';
import type { HttpClient } from './http-client.ts';
import { outgoingLines } from './line-client.ts';
import type { LineClient } from './line-client.ts';
import type { MailClient } from './mail-client.ts';
import { outgoingMail } from './outgoing-mail.ts';
import type { MailServer } from './outgoing-mail.ts';
import { outgoingRequest } from './outgoing-request.ts';
import type { RequestIdentity } from './outgoing-request.ts';

/** Stands for a mail server where the operator has none. */
const NO_SERVER: MailServer = { url: new URL('smtp://not-configured'), sender: 'nobody@patchbay.invalid' };

/** Whatever a definition wants sent, by the transport it names. */
export class OutboundClients {
  readonly #http: HttpClient;
  readonly #lines: LineClient;
  readonly #mail: { readonly client: MailClient; readonly server: MailServer } | undefined;

  constructor(
    http: HttpClient,
    lines: LineClient,
    mail: { readonly client: MailClient; readonly server: MailServer } | undefined,
  ) {
    this.#http = http;
    this.#lines = lines;
    this.#mail = mail;
  }

  /** @throws TypeError when what a definition asks for can't be sent at all */
  prepare(spec: OutboundSpec, identity: RequestIdentity): OutgoingCall {
    return outgoingCall(spec, identity, this.#mail?.server);
  }

  send(call: OutgoingCall): Promise<Exchange> {
    if (call.method === 'SMTP') return this.#mail?.client.send(call) ?? withoutServer();
    return call.method === 'TCP' ? this.#lines.send(call) : this.#http.send(call);
  }

  async close(): Promise<void> {
    this.#mail?.client.close();
    await this.#http.close();
  }
}

/** @throws TypeError when what a definition asks for can't be sent at all */
export function outgoingCall(
  spec: OutboundSpec,
  identity: RequestIdentity,
  mailServer: MailServer = NO_SERVER,
): OutgoingCall {
  if (!('transport' in spec)) return outgoingRequest(spec, identity);
  if (spec.transport === 'tcp') return outgoingLines(spec);
  return outgoingMail(spec, identity.idempotencyKey, mailServer);
}

function withoutServer(): Promise<Exchange> {
  return Promise.resolve({
    startedAt: Date.now(),
    durationMs: 0,
    answer: undefined,
    failure: { code: 'mail_not_configured', message: 'set SMTP_URL and SMTP_FROM of the delivery worker' },
  });
}
