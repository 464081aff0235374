import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Behaviour } from './behaviour.ts';
import { PathScript } from './path-script.ts';
import { playAnswer } from './play-answer.ts';
import { idempotencyKey } from './received-request.ts';
import type { ReceivedRequest } from './received-request.ts';
import { RequestRecord } from './request-record.ts';

export interface ReceiverOptions {
  /** A free one when absent. */
  readonly port?: number;
  /** The latest requests that are kept; 20,000 unless told. 0 only counts, which is what a benchmark wants. */
  readonly maxRequests?: number;
  /** Told of each request once it is complete; not called when only counting. */
  readonly onRequest?: (request: ReceivedRequest) => void;
}

const HOST = '127.0.0.1';
const MAX_REQUESTS = 20_000;
/** Longer than a client's pool keeps a connection, or some requests would meet a closing socket. */
const KEEP_ALIVE_MS = 60_000;

/** An HTTP server on loopback that takes whatever comes and answers as its paths are told. */
export class Receiver {
  readonly record: RequestRecord;
  readonly #scripts = new Map<string, PathScript>();
  readonly #fallback = new PathScript({});
  readonly #listeners: ((request: ReceivedRequest) => void)[] = [];
  readonly #server: Server;

  constructor({ maxRequests = MAX_REQUESTS, onRequest }: ReceiverOptions = {}) {
    this.record = new RequestRecord(maxRequests);
    if (onRequest !== undefined) this.#listeners.push(onRequest);
    this.#server = createServer((request, response) => {
      this.#take(request, response);
    });
    this.#server.keepAliveTimeout = KEEP_ALIVE_MS;
    this.#server.requestTimeout = 0;
  }

  static async start(options: ReceiverOptions = {}): Promise<Receiver> {
    const receiver = new Receiver(options);
    await receiver.#listen(options.port ?? 0);
    return receiver;
  }

  /** Origin without a trailing slash: `http://127.0.0.1:41873`. */
  get url(): string {
    return `http://${HOST}:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Sets what happens at a path and below it; the longest path that fits a request counts. A new behaviour starts afresh. */
  on(path: string, behaviour: Behaviour): void {
    this.#scripts.set(path, new PathScript(behaviour));
  }

  /** Tells of each request from now on, once it is complete. */
  onEach(listener: (request: ReceivedRequest) => void): void {
    this.#listeners.push(listener);
  }

  /** The kept requests at a path and below it, oldest first. */
  at(path: string): readonly ReceivedRequest[] {
    return this.record.requests.filter((request) => isWithin(request.path, path));
  }

  /** Rejects when the requests that have come in do not satisfy the condition in time. */
  waitFor(
    what: string,
    isMet: (requests: readonly ReceivedRequest[]) => boolean,
    timeoutMs: number,
  ): Promise<void> {
    return this.record.waitUntil(what, () => isMet(this.record.requests), timeoutMs);
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  #listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, HOST, () => {
        this.#server.off('error', reject);
        resolve();
      });
    });
  }

  #take(request: IncomingMessage, response: ServerResponse): void {
    const target = request.url ?? '/';
    const query = target.indexOf('?');
    const path = query < 0 ? target : target.slice(0, query);
    if (!this.record.isKeeping) {
      request.resume();
      request.on('end', () => {
        this.#answer(request, response, path);
      });
      return;
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      this.#answer(request, response, path, Buffer.concat(chunks));
    });
  }

  #answer(request: IncomingMessage, response: ServerResponse, path: string, body?: Buffer): void {
    const script = this.#scriptOf(path);
    const plan = script.next(idempotencyKey(request));
    this.record.count(path);
    if (body !== undefined) {
      const { method = '', url = path, headers } = request;
      const received = { method, path, target: url, headers, body, at: Date.now(), answer: plan.answer };
      this.record.keep(received);
      for (const listener of this.#listeners) listener(received);
    }
    const { behaviour } = script;
    playAnswer(response, behaviour.isEchoing === true ? echoing(behaviour, request, body) : behaviour, plan);
  }

  #scriptOf(path: string): PathScript {
    for (let prefix = path; prefix !== ''; prefix = prefix.slice(0, Math.max(0, prefix.lastIndexOf('/')))) {
      const script = this.#scripts.get(prefix);
      if (script !== undefined) return script;
    }
    return this.#scripts.get('/') ?? this.#fallback;
  }
}

function echoing(behaviour: Behaviour, { url, headers }: IncomingMessage, body?: Buffer): Behaviour {
  return { ...behaviour, body: JSON.stringify({ url, headers, body: body?.toString() }) };
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}
