import addressparser from 'nodemailer/lib/addressparser';
import type { MailSpec } from '@patchbay/integration-contracts';
import type { OutgoingMail } from './exchange.ts';

/** Where the operator's mails go out, and who they are from. */
export interface MailServer {
  /** `smtp://host:port`, without what it is signed in with. */
  readonly url: URL;
  readonly sender: string;
}

/** Receivers that drop doubles go by it. */
const ID_DOMAIN = 'patchbay.invalid';
const LINE_BREAKS = /[\0\r\n]+/g;
/** Ports that mails are handed in at, where the address names none. Source: RFC 8314 §3.3, RFC 6409. */
const SUBMISSION_PORTS: Readonly<Record<string, number>> = { 'smtp:': 587, 'smtps:': 465 };

/** What the log may show of the server: user, password and options are left out, since options may hold secrets as well. */
export function mailServer(serverUrl: string, sender: string): MailServer {
  const { protocol, hostname, port } = new URL(serverUrl);
  const shownPort = port === '' ? SUBMISSION_PORTS[protocol] : port;
  return { url: new URL(`${protocol}//${hostname}:${shownPort}`), sender };
}

/**
 * Completes a definition's mail: what stands in its head is one line each, whatever people wrote.
 * @throws TypeError when a sender or receiver is not one address: a list or a group inside of it would mail others
 */
export function outgoingMail(spec: MailSpec, idempotencyKey: string, server: MailServer): OutgoingMail {
  const { replyTo, from = server.sender } = spec;
  const subject = oneLine(spec.subject);
  const to = spec.to.map(mailbox);
  const headers = {
    ...Object.fromEntries(
      Object.entries(spec.headers ?? {}).map(([name, value]) => [name.toLowerCase(), oneLine(value)]),
    ),
    'message-id': `<${idempotencyKey.replaceAll(':', '.')}@${ID_DOMAIN}>`,
    'auto-submitted': 'auto-generated',
    from: mailbox(from),
    to: to.join(', '),
    subject,
    ...(replyTo !== undefined && { 'reply-to': mailbox(replyTo) }),
  };
  return {
    method: 'SMTP',
    url: server.url,
    origin: `${server.url.protocol}//${server.url.host}`,
    headers,
    body: spec.text,
    mail: { ...spec, to, subject },
  };
}

/** Whether it is one mail address, with or without a name. */
export function isMailbox(text: string): boolean {
  const [entry, ...others] = addressparser(text);
  return others.length === 0 && entry?.address?.includes('@') === true;
}

function mailbox(text: string): string {
  const line = oneLine(text);
  if (!isMailbox(line)) throw new TypeError('a sender or receiver of the mail is not one mail address');
  return line;
}

function oneLine(text: string): string {
  return text.replaceAll(LINE_BREAKS, ' ').trim();
}
