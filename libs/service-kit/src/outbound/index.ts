export { EgressRefusedError, egressLookup, portOf, refusalOfLiteral } from './egress-lookup.ts';
export { EgressPolicy } from './egress-policy.ts';
export type {
  Answer,
  Exchange,
  HeaderValues,
  OutgoingCall,
  OutgoingLines,
  OutgoingMail,
  OutgoingRequest,
  Transfer,
} from './exchange.ts';
export { isHttp } from './exchange.ts';
export { loggedExchange } from './logged-exchange.ts';
export type { LogOptions, LoggedParts } from './logged-exchange.ts';
export { outgoingCall } from './outgoing-call.ts';
export { outgoingLines } from './outgoing-lines.ts';
export { isMailbox, mailServer, outgoingMail } from './outgoing-mail.ts';
export type { MailServer } from './outgoing-mail.ts';
export { outgoingRequest } from './outgoing-request.ts';
export type { RequestIdentity } from './outgoing-request.ts';
