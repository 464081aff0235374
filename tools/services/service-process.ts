import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceError } from './service-error.ts';
import { ServiceLog } from './service-log.ts';
import type { LogLine } from './service-log.ts';
import type { ServiceName } from './service-name.ts';

export interface ServiceProcessOptions {
  readonly name: ServiceName;
  /** Folder with `apps/<service>/dist/main.js` in it. */
  readonly build: string;
  readonly port: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly logFile: string;
  readonly onWarning?: (line: LogLine) => void;
  /** Told when the process ends without having been asked to. */
  readonly onDeath?: (error: ServiceError) => void;
}

/**
 * As in the Dockerfiles. The worker's garbage is short-lived: a large young generation, and an old one that is bounded. The bound
 * alone would have V8 mark the whole heap after every third that is added; with the last flag it may double in between.
 */
const NODE_FLAGS: Readonly<Record<ServiceName, readonly string[]>> = {
  'config-service': [],
  dispatcher: [],
  'delivery-worker': [
    '--min-semi-space-size=32',
    '--max-semi-space-size=32',
    '--max-old-space-size=320',
    '--heap-growing-percent=100',
  ],
};
/** kafkajs sets a timer in the past now and then, which Node tells of. */
const QUIET = '--disable-warning=TimeoutNegativeWarning';

/** The answer of `/readyz`; status 0 when nothing answers. */
export interface ReadinessAnswer {
  readonly status: number;
  readonly body: string;
}

export interface ExitReport {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly durationMs: number;
}

const POLL_MS = 100;
const PROBE_TIMEOUT_MS = 2000;
const STOP_TIMEOUT_MS = 40_000;

interface Running {
  readonly child: ChildProcess;
  readonly log: ServiceLog;
  readonly ended: Promise<ExitReport>;
}

/** One service as a child process that can be started, stopped, killed and started again on the same port. */
export class ServiceProcess {
  readonly #options: ServiceProcessOptions;
  #running: Running | undefined;
  #lastLines: readonly string[] = [];
  #isEnding = false;
  #build: string;

  constructor(options: ServiceProcessOptions) {
    this.#options = options;
    this.#build = options.build;
  }

  get name(): ServiceName {
    return this.#options.name;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#options.port}`;
  }

  get logFile(): string {
    return this.#options.logFile;
  }

  get pid(): number | undefined {
    return this.#running?.child.pid;
  }

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  /** Returns at once; `waitUntilReady` tells when it takes work. Further variables replace those of the options. */
  start(environment: Readonly<Record<string, string>> = {}): void {
    if (this.#running !== undefined) throw new ServiceError(`${this.name} runs already`);
    const { port, logFile, onWarning } = this.#options;
    this.#isEnding = false;
    const log = new ServiceLog(logFile, onWarning);
    // A group of its own: Ctrl-C reaches the launcher alone, which then stops the services in order.
    const child = spawn(
      process.execPath,
      [QUIET, ...NODE_FLAGS[this.name], entryOf(this.#build, this.name)],
      {
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...inherited(), ...this.#options.environment, PORT: String(port), ...environment },
      },
    );
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        log.write(chunk);
      });
    }
    this.#running = { child, log, ended: this.#whenEnded(child, log) };
  }

  /** @throws ServiceError with the end of the log when it ends, or with the reasons when it is not ready in time. */
  async waitUntilReady(timeoutMs = 60_000): Promise<void> {
    await this.waitForReadiness(({ status }) => status === 200, 'is not ready', timeoutMs);
  }

  /** Waits until `/readyz` answers as expected. */
  async waitForReadiness(
    isExpected: (answer: ReadinessAnswer) => boolean,
    problem: string,
    timeoutMs: number,
  ): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const answer = await this.readiness();
      if (isExpected(answer)) return;
      if (!this.isRunning) throw this.#failure('ended while starting');
      if (Date.now() > deadline) {
        throw this.#failure(`${problem} after ${timeoutMs / 1000} s; /readyz says ${describeAnswer(answer)}`);
      }
      await sleep(POLL_MS);
    }
  }

  async readiness(): Promise<ReadinessAnswer> {
    try {
      const response = await fetch(`${this.url}/readyz`, { signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) });
      return { status: response.status, body: await response.text() };
    } catch {
      // Not listening yet, or busy: asked again by whoever waits.
      return { status: 0, body: '' };
    }
  }

  /** Asks it to finish its work and end; kills it when that takes longer than its own limit. */
  async stop(): Promise<ExitReport | undefined> {
    return this.#end('SIGTERM', STOP_TIMEOUT_MS);
  }

  /** Ends it as a crash would. */
  async kill(): Promise<ExitReport | undefined> {
    return this.#end('SIGKILL', STOP_TIMEOUT_MS);
  }

  async restart(environment: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.stop();
    this.start(environment);
    await this.waitUntilReady();
  }

  /** Ends it and starts it again from another build, as an update does. @returns how it ended */
  async replace(build: string): Promise<ExitReport | undefined> {
    const report = await this.stop();
    this.#build = build;
    this.start();
    await this.waitUntilReady();
    return report;
  }

  /** For an exit handler, which can't wait. */
  killNow(): void {
    this.#isEnding = true;
    this.#running?.child.kill('SIGKILL');
  }

  async #end(signal: NodeJS.Signals, timeoutMs: number): Promise<ExitReport | undefined> {
    const running = this.#running;
    if (running === undefined) return undefined;
    this.#isEnding = true;
    running.child.kill(signal);
    const timer = setTimeout(() => running.child.kill('SIGKILL'), timeoutMs);
    const report = await running.ended;
    clearTimeout(timer);
    return report;
  }

  #whenEnded(child: ChildProcess, log: ServiceLog): Promise<ExitReport> {
    const startedAt = Date.now();
    return new Promise((resolve) => {
      const settle = (code: number | null, signal: NodeJS.Signals | null): void => {
        this.#lastLines = log.lastLines;
        this.#running = undefined;
        if (!this.#isEnding) {
          this.#options.onDeath?.(
            this.#failure(`ended by itself (${signal ?? `exit code ${String(code)}`})`),
          );
        }
        void log.close().then(() => {
          resolve({ code, signal, durationMs: Date.now() - startedAt });
        });
      };
      child.once('close', settle);
      child.once('error', (error) => {
        log.write(Buffer.from(`${error.message}\n`));
        if (child.pid === undefined) settle(null, null);
      });
    });
  }

  #failure(what: string): ServiceError {
    const lines = this.#running?.log.lastLines ?? this.#lastLines;
    const shown = lines.map((line) => `  ${line.slice(0, 600)}`).join('\n');
    return new ServiceError(`${this.name} ${what}; the end of ${this.logFile}:\n${shown}`);
  }
}

export function entryOf(build: string, name: ServiceName): string {
  return join(build, 'apps', name, 'dist', 'main.js');
}

/** Options meant for the launcher's own runtime are not for the services. */
function inherited(): Record<string, string | undefined> {
  const { NODE_OPTIONS: _options, NODE_ENV: _environment, ...rest } = process.env;
  return rest;
}

function describeAnswer({ status, body }: ReadinessAnswer): string {
  return status === 0 ? 'nothing' : `${status} ${body.slice(0, 400)}`;
}
