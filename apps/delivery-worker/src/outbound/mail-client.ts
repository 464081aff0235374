import { createTransport } from 'nodemailer';
import type { Exchange, OutgoingMail } from './exchange.ts';
import { failureCode } from './failure-code.ts';

export interface MailClientOptions {
  /** With user and password, where the server asks for them. */
  readonly serverUrl: string;
  readonly timeoutMs: number;
}

type Failure = Exchange['failure'];

/** Fields of the head that nodemailer writes from what it is told. */
const WRITTEN_BY_NODEMAILER: ReadonlySet<string> = new Set([
  'from',
  'to',
  'subject',
  'reply-to',
  'message-id',
]);

/**
 * Sends mails through the operator's mail server, which is trusted as Kafka is: no egress policy applies to it.
 * Connections are pooled. Like the HTTP client it never throws: an exchange says what happened.
 */
export class MailClient {
  readonly #transport;

  constructor({ serverUrl, timeoutMs }: MailClientOptions) {
    this.#transport = createTransport({
      url: serverUrl,
      pool: true,
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async send({ headers, mail }: OutgoingMail): Promise<Exchange> {
    const startedAt = Date.now();
    const begin = performance.now();
    const end = (rest: Pick<Exchange, 'answer' | 'failure'>): Exchange => ({
      startedAt,
      durationMs: Math.round(performance.now() - begin),
      ...rest,
    });
    const extra = Object.entries(headers).filter(([name]) => !WRITTEN_BY_NODEMAILER.has(name));
    try {
      const sent = await this.#transport.sendMail({
        from: headers['from'],
        to: [...mail.to],
        replyTo: headers['reply-to'],
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        messageId: headers['message-id'],
        headers: Object.fromEntries(extra),
      });
      const body = Buffer.from([sent.response, ...refusals(sent.rejected)].join('\n'));
      return end({ answer: { status: 250, headers: {}, body, isCut: false }, failure: undefined });
    } catch (error) {
      return end({ answer: undefined, failure: failureOf(error) });
    }
  }

  close(): void {
    this.#transport.close();
  }
}

/** The others have got it, so it is not sent again; the log shows who was refused. */
function refusals(rejected: readonly unknown[]): readonly string[] {
  return rejected.length === 0 ? [] : [`refused for ${rejected.map(String).join(', ')}`];
}

/** A reply of the 5xx kind is final and one of the 4xx kind is not: the other way round than in HTTP. Source: RFC 5321 §4.2.1. */
function failureOf(error: unknown): Failure {
  const { message, responseCode, code } = error as Error & {
    readonly responseCode?: number;
    readonly code?: string;
  };
  // A wrong password is the operator's to mend; the mail is kept for when it is.
  if (code === 'EAUTH') return { code: 'mail_deferred', message };
  if (responseCode !== undefined) {
    return { code: responseCode >= 500 ? 'mail_refused' : 'mail_deferred', message };
  }
  return { code: code === 'EENVELOPE' ? 'mail_refused' : failureCode(error), message };
}
