import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { Installation } from '../../support/scenarios/installation.ts';
import { Load } from '../../support/scenarios/load.ts';
import { finding } from '../../support/scenarios/scenario.ts';
import type { Scenario } from '../../support/scenarios/scenario.ts';

const RATE = 100;
const SETTLE_MS = 60_000;
const MAX_GROWTH_MIB = 120;
/** Some more than is read of an answer: what lies in socket buffers is sent as well. */
const MAX_SENT_BYTES = 8 * 1024 * 1024;

/** An endpoint that answers without end, byte by byte, with a compressed bomb, or with headers without end. */
export const hostileAnswers: Scenario = {
  id: 'F10',
  title: 'hostile answers',
  run: async ({ stack, seconds, say }) => {
    const hostile = new HostileServer();
    const url = await hostile.listen();
    const installation = await Installation.start({ stack, workerEnvironment: { HTTP_TIMEOUT: '2s' } });
    const { worker, api } = installation.services;
    try {
      for (const kind of KINDS) await api.put('project:3999', `webhook:${kind}`, { url: `${url}/${kind}` });
      const load = Load.start(installation, RATE);
      await sleep(3000);
      const before = await installation.residentMib(worker);
      let peak = before;
      for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
        await installation.publishOutside(3999);
        await sleep(500);
        peak = Math.max(peak, await installation.residentMib(worker));
      }
      await load.stop();
      const lost = await installation.settle(SETTLE_MS);
      say(`worker ${before} → ${peak} MiB; at most ${hostile.mostSent} bytes were taken of one answer`);
      return [
        finding('0 lost of the others', lost === 0, lost),
        finding('memory is flat', peak - before <= MAX_GROWTH_MIB, `${before} → ${peak} MiB`),
        finding('answers are cut', hostile.mostSent <= MAX_SENT_BYTES, `${hostile.mostSent} bytes`),
        finding('the deadline holds', hostile.longestMs <= 4000, `${hostile.longestMs} ms`),
      ];
    } finally {
      await installation.stop();
      hostile.close();
    }
  },
};

const KINDS = ['endless', 'slow', 'bomb', 'headers'] as const;

class HostileServer {
  mostSent = 0;
  longestMs = 0;
  readonly #server = createServer((request, response) => {
    const begin = Date.now();
    const { socket } = request;
    const sentBefore = socket.bytesWritten;
    response.on('close', () => {
      this.mostSent = Math.max(this.mostSent, socket.bytesWritten - sentBefore);
      this.longestMs = Math.max(this.longestMs, Date.now() - begin);
    });
    request.resume();
    this.#play((request.url ?? '').slice(1), response);
  });

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #play(kind: string, response: ServerResponse): void {
    if (kind === 'bomb') {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(100 * 1024 * 1024)));
    } else if (kind === 'headers') {
      for (let number = 0; number < 500; number += 1) response.setHeader(`x-${number}`, 'y'.repeat(500));
      response.end();
    } else if (kind === 'slow') {
      every(200, response, () => response.write('.'));
    } else {
      const block = Buffer.alloc(64 * 1024, 0x2e);
      const more = (): void => {
        while (!response.destroyed && response.write(block));
      };
      response.on('drain', more);
      more();
    }
  }
}

function every(ms: number, response: ServerResponse, act: () => void): void {
  const timer = setInterval(act, ms);
  response.on('close', () => {
    clearInterval(timer);
  });
}
