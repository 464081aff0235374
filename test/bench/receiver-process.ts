import type { AddressInfo } from 'node:net';
import { createEndpoint } from './http-endpoint.ts';
import { LatencyRecord } from './latency-record.ts';
import type { ReceiverCommand, ReceiverReport } from './receiver-protocol.ts';

/*
 * The endpoints: each an origin of its own, as the tools of a team are. They read a request to its end, count it and say
 * that all is well, as cheaply as Node can, since whatever they cost is taken from what is measured.
 */

const HOST = '127.0.0.1';

const counts: number[] = [];
const latencies: LatencyRecord[] = [];
const answerAfterMs: number[] = [];
let total = 0;
let expected = Infinity;

function report(message: ReceiverReport): void {
  process.send?.(message);
}

function count(endpoint: number, head: string): void {
  counts[endpoint] = (counts[endpoint] ?? 0) + 1;
  latencies[endpoint]?.add(head, Date.now());
  total += 1;
  if (total === expected) report({ kind: 'reached', atMs: Date.now() });
}

function listen(endpoint: number): Promise<string> {
  latencies[endpoint] = new LatencyRecord();
  const server = createEndpoint({
    onRequest: (head) => {
      count(endpoint, head);
    },
    answerAfterMs: () => answerAfterMs[endpoint] ?? 0,
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, HOST, () => {
      resolve(`http://${HOST}:${(server.address() as AddressInfo).port}/hooks/${endpoint}`);
    });
  });
}

async function obey(command: ReceiverCommand): Promise<void> {
  switch (command.kind) {
    case 'open': {
      counts.length = command.endpoints;
      report({ kind: 'opened', urls: await Promise.all(Array.from(counts.fill(0).keys(), listen)) });
      return;
    }
    case 'reset':
      counts.fill(0);
      for (const latency of latencies) latency.clear();
      total = 0;
      expected = command.expected;
      report({ kind: 'cleared' });
      return;
    case 'delay':
      answerAfterMs[command.endpoint] = command.answerAfterMs ?? Infinity;
      report({ kind: 'delayed' });
      return;
    case 'count':
      report({ kind: 'counted', counts });
      return;
    case 'measure':
      report({ kind: 'latencies', endpoints: latencies.map((latency) => latency.summary()) });
  }
}

process.on('message', (command) => void obey(command as ReceiverCommand));
process.on('disconnect', () => process.exit());
