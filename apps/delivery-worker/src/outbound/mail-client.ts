import { createTransport } from 'nodemailer';
import type { NodemailerError } from 'nodemailer';
import type { Answer, Exchange, OutgoingMail } from '@patchbay/service-kit/outbound';
import { failureCode } from './failure-code.ts';
import { Turns } from './turns.ts';

export interface MailClientOptions {
  /** With user and password, where the server asks for them. */
  readonly serverUrl: string;
  readonly timeoutMs: number;
}

/** Mail servers soon turn away who opens many connections. */
const CONNECTIONS = 5;
/** Fields of the head that nodemailer writes from what it is told. */
const WRITTEN_BY_NODEMAILER: ReadonlySet<string> = new Set([
  'from',
  'to',
  'subject',
  'reply-to',
  'message-id',
]);
/** Said of the mail itself: of its sender, its receivers or its text. */
const ABOUT_THE_MAIL: ReadonlySet<string> = new Set(['EENVELOPE', 'EMESSAGE']);
/** Not signed in, or not encrypted. */
const ACCESS_REQUIRED = 530;

/**
 * Sends mails through the operator's mail server, which is trusted as Kafka is: no egress policy applies to it.
 * Connections are pooled. Like the HTTP client it never throws: an exchange says what happened.
 */
export class MailClient {
  readonly #transport;
  readonly #timeoutMs: number;
  readonly #turns = new Turns(CONNECTIONS);

  constructor({ serverUrl, timeoutMs }: MailClientOptions) {
    this.#timeoutMs = timeoutMs;
    this.#transport = createTransport({
      url: serverUrl,
      pool: true,
      maxConnections: CONNECTIONS,
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  /** The pool would let mails wait as well, but within the time that the server has for them. */
  send(mail: OutgoingMail): Promise<Exchange> {
    return this.#turns.take(() => this.#exchange(mail));
  }

  close(): void {
    this.#transport.close();
  }

  async #exchange(mail: OutgoingMail): Promise<Exchange> {
    const startedAt = Date.now();
    const begin = performance.now();
    // nodemailer's own timeouts begin anew with every byte that comes.
    const deadline = AbortSignal.timeout(this.#timeoutMs);
    const outcome = await this.#hand(mail, deadline).then(
      (answer) => ({ answer, failure: undefined }),
      (error: unknown) => ({ answer: undefined, failure: this.#failureOf(error, deadline) }),
    );
    return { startedAt, durationMs: Math.round(performance.now() - begin), ...outcome };
  }

  async #hand({ headers, mail }: OutgoingMail, signal: AbortSignal): Promise<Answer> {
    const extra = Object.entries(headers).filter(([name]) => !WRITTEN_BY_NODEMAILER.has(name));
    const { response, rejectedErrors } = await this.#transport.sendMail({
      from: headers['from'],
      to: [...mail.to],
      replyTo: headers['reply-to'],
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      messageId: headers['message-id'],
      headers: Object.fromEntries(extra),
      signal,
    });
    // The others have got it, so it is not sent again; the log shows who was refused, and why.
    const refusals = (rejectedErrors ?? []).map(
      (error) => `refused for ${error.recipient}: ${error.response}`,
    );
    return { status: 250, headers: {}, body: Buffer.from([response, ...refusals].join('\n')), isCut: false };
  }

  #failureOf(error: unknown, deadline: AbortSignal): Exchange['failure'] {
    if (deadline.aborted) {
      return { code: 'timed_out', message: `the mail server was not done within ${this.#timeoutMs} ms` };
    }
    return failureOf(error as NodemailerError);
  }
}

/**
 * A reply of the 5xx kind is final and one of the 4xx kind is not: the other way round than in HTTP. What the server says of the
 * session, a wrong password for one, is the operator's to mend; the mail is kept for when it is.
 * Source: RFC 5321 §4.2.1; RFC 4954 §6.
 */
function failureOf(error: NodemailerError): Exchange['failure'] {
  const { message, code = '', originalCode = code, responseCode, permanent } = error;
  if (ABOUT_THE_MAIL.has(code)) {
    // Without a reply nothing is said of permanence: there was no receiver to ask for.
    const isFinal = permanent !== false && responseCode !== ACCESS_REQUIRED;
    return { code: isFinal ? 'mail_refused' : 'mail_deferred', message };
  }
  const hasReplied = responseCode !== undefined || code === 'EAUTH';
  return { code: hasReplied ? 'mail_deferred' : failureCode({ code: originalCode }), message };
}
