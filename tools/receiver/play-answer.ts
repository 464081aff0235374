import type { ServerResponse } from 'node:http';
import type { Behaviour, PlannedAnswer } from './behaviour.ts';

const DRIP_MS = 100;
const CHUNK = Buffer.alloc(64 * 1024, 'x');
const DEFAULT_BODY = '{"ok":true}';

/** Answers as planned, after the planned wait. Nothing is written to a sender that has gone. */
export function playAnswer(response: ServerResponse, behaviour: Behaviour, plan: PlannedAnswer): void {
  if (plan.waitMs <= 0) {
    send(response, behaviour, plan);
    return;
  }
  const timer = setTimeout(() => {
    send(response, behaviour, plan);
  }, plan.waitMs);
  response.once('close', () => {
    clearTimeout(timer);
  });
}

function send(response: ServerResponse, behaviour: Behaviour, { answer }: PlannedAnswer): void {
  if (response.destroyed) return;
  switch (answer) {
    case 'hang':
      return;
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'slow_body':
      drip(response);
      return;
    case 'endless_body':
      flood(response);
      return;
    default: {
      const body = behaviour.body ?? DEFAULT_BODY;
      const length = Buffer.byteLength(body);
      response.writeHead(answer, {
        'content-type': 'application/json',
        'content-length': length,
        ...behaviour.headers,
      });
      response.end(body);
    }
  }
}

/** One byte at a time, for as long as the sender listens. */
function drip(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/plain' });
  const timer = setInterval(() => response.write('.'), DRIP_MS);
  response.once('close', () => {
    clearInterval(timer);
  });
}

/** As fast as the sender reads. */
function flood(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/plain' });
  const pour = (): void => {
    while (!response.destroyed && response.write(CHUNK));
  };
  response.on('drain', pour);
  pour();
}
