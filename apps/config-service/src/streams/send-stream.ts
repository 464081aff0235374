import type { Readable } from 'node:stream';
import type { ServiceRequest } from '../rest/service-request.ts';

/** The part of Fastify's reply that is used here. */
export interface StreamReply {
  header(name: string, value: string): StreamReply;
  send(body?: Readable): unknown;
}

/** Answers with server-sent events that no proxy holds back; who asks for the headers alone opens no stream. */
export function sendStream(
  { method }: Pick<ServiceRequest, 'method'>,
  reply: StreamReply,
  open: () => Readable,
): void {
  const body = method === 'HEAD' ? undefined : open();
  reply
    .header('content-type', 'text/event-stream; charset=utf-8')
    .header('x-accel-buffering', 'no')
    .send(body);
}
