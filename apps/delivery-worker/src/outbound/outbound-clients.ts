import type { OutboundSpec } from '@patchbay/integration-contracts';
import { outgoingCall } from '@patchbay/service-kit/outbound';
import type { Exchange, MailServer, OutgoingCall, RequestIdentity } from '@patchbay/service-kit/outbound';
import type { HttpClient } from './http-client.ts';
import type { LineClient } from './line-client.ts';
import type { MailClient } from './mail-client.ts';
import { OAuthSender } from './oauth-sender.ts';

/** Whatever a definition wants sent, by the transport it names. */
export class OutboundClients {
  readonly #http: HttpClient;
  readonly #oauth: OAuthSender;
  readonly #lines: LineClient;
  readonly #mail: { readonly client: MailClient; readonly server: MailServer } | undefined;

  constructor(
    http: HttpClient,
    lines: LineClient,
    mail: { readonly client: MailClient; readonly server: MailServer } | undefined,
  ) {
    this.#http = http;
    this.#oauth = new OAuthSender((request) => http.send(request), Date.now);
    this.#lines = lines;
    this.#mail = mail;
  }

  /** @throws TypeError when what a definition asks for can't be sent at all */
  prepare(spec: OutboundSpec, identity: RequestIdentity): OutgoingCall {
    return outgoingCall(spec, identity, this.#mail?.server);
  }

  send(call: OutgoingCall): Promise<Exchange> {
    if (call.method === 'SMTP') return this.#mail?.client.send(call) ?? withoutServer();
    if (call.method === 'TCP') return this.#lines.send(call);
    return call.oauth === undefined ? this.#http.send(call) : this.#oauth.send(call, call.oauth);
  }

  async close(): Promise<void> {
    this.#mail?.client.close();
    await this.#http.close();
  }
}

function withoutServer(): Promise<Exchange> {
  return Promise.resolve({
    startedAt: Date.now(),
    durationMs: 0,
    answer: undefined,
    failure: { code: 'mail_not_configured', message: 'set SMTP_URL and SMTP_FROM of the delivery worker' },
  });
}
