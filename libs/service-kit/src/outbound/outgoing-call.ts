import type { OutboundSpec } from '@patchbay/integration-contracts';
import type { OutgoingCall } from './exchange.ts';
import { outgoingLines } from './outgoing-lines.ts';
import { outgoingMail } from './outgoing-mail.ts';
import type { MailServer } from './outgoing-mail.ts';
import { outgoingRequest } from './outgoing-request.ts';
import type { RequestIdentity } from './outgoing-request.ts';

/** Stands for a mail server where the operator has none. */
const NO_SERVER: MailServer = { url: new URL('smtp://not-configured'), sender: 'nobody@patchbay.invalid' };

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
