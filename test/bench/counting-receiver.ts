import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { BenchError } from './bench-error.ts';
import type { EndpointLatency, ReceiverCommand, ReceiverReport } from './receiver-protocol.ts';

type Kind = ReceiverReport['kind'];
type ReportOf<K extends Kind> = Extract<ReceiverReport, { kind: K }>;

const FILE = fileURLToPath(new URL('./receiver-process.ts', import.meta.url));

/** The endpoints that all variants deliver to, in a process of their own. */
export class CountingReceiver {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<Kind, PromiseWithResolvers<ReceiverReport>>();
  readonly #ended: Promise<void>;
  #urls: readonly string[] = [];

  private constructor() {
    this.#child = fork(FILE);
    this.#child.on('message', (message) => {
      const report = message as ReceiverReport;
      this.#awaited(report.kind).resolve(report);
    });
    this.#ended = new Promise((resolve) => {
      this.#child.once('exit', () => {
        for (const { reject } of this.#waiting.values()) reject(new BenchError('the receiver has ended'));
        resolve();
      });
    });
  }

  static async start(endpoints: number): Promise<CountingReceiver> {
    const receiver = new CountingReceiver();
    receiver.#urls = (await receiver.#ask({ kind: 'open', endpoints }, 'opened')).urls;
    return receiver;
  }

  get urls(): readonly string[] {
    return this.#urls;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Counts from zero again; `reached` resolves at that many. */
  async reset(expected: number): Promise<void> {
    this.#waiting.delete('reached');
    await this.#ask({ kind: 'reset', expected }, 'cleared');
  }

  /** When the expected number had come in, in epoch milliseconds. */
  async reached(signal: AbortSignal): Promise<number> {
    signal.throwIfAborted();
    const { promise, reject } = this.#awaited('reached');
    signal.addEventListener('abort', () => {
      reject(signal.reason);
    });
    return ((await promise) as ReportOf<'reached'>).atMs;
  }

  /** Requests at each endpoint since the last reset. */
  async counts(): Promise<readonly number[]> {
    return (await this.#ask({ kind: 'count' }, 'counted')).counts;
  }

  /** From now on an endpoint answers so late; null: not at all. */
  async delay(endpoint: number, answerAfterMs: number | null): Promise<void> {
    await this.#ask({ kind: 'delay', endpoint, answerAfterMs }, 'delayed');
  }

  /** How long the paced events since the last reset took to each endpoint. */
  async latencies(): Promise<readonly EndpointLatency[]> {
    return (await this.#ask({ kind: 'measure' }, 'latencies')).endpoints;
  }

  async stop(): Promise<void> {
    if (this.#child.connected) this.#child.disconnect();
    await this.#ended;
  }

  async #ask<K extends Kind>(command: ReceiverCommand, kind: K): Promise<ReportOf<K>> {
    if (!this.#child.connected) throw new BenchError('the receiver has ended');
    this.#waiting.delete(kind);
    const { promise } = this.#awaited(kind);
    this.#child.send(command);
    return (await promise) as ReportOf<K>;
  }

  #awaited(kind: Kind): PromiseWithResolvers<ReceiverReport> {
    const known = this.#waiting.get(kind);
    if (known !== undefined) return known;
    const awaited = Promise.withResolvers<ReceiverReport>();
    // Whoever waits gets the failure; a report that nobody waits for must not end the process.
    awaited.promise.catch(() => undefined);
    this.#waiting.set(kind, awaited);
    return awaited;
  }
}
