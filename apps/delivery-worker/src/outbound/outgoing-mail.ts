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

/** Completes a definition's mail: what stands in its head is one line each, whatever people wrote. */
export function outgoingMail(spec: MailSpec, idempotencyKey: string, server: MailServer): OutgoingMail {
  const { to, replyTo, from = server.sender } = spec;
  const subject = oneLine(spec.subject);
  const headers = {
    ...Object.fromEntries(
      Object.entries(spec.headers ?? {}).map(([name, value]) => [name.toLowerCase(), oneLine(value)]),
    ),
    'message-id': `<${idempotencyKey.replaceAll(':', '.')}@${ID_DOMAIN}>`,
    'auto-submitted': 'auto-generated',
    from: oneLine(from),
    to: to.map(oneLine).join(', '),
    subject,
    ...(replyTo !== undefined && { 'reply-to': oneLine(replyTo) }),
  };
  return {
    method: 'SMTP',
    url: server.url,
    origin: `${server.url.protocol}//${server.url.host}`,
    headers,
    body: spec.text,
    mail: { ...spec, subject },
  };
}

function oneLine(text: string): string {
  return text.replaceAll(LINE_BREAKS, ' ').trim();
}
