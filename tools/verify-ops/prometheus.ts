import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { openSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';
import { pickPort } from '../local-stack/ports.ts';
import { missingLine } from './run-program.ts';
import { ROOT } from './step.ts';

export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: string;
}

interface QueryAnswer {
  readonly status: string;
  readonly error?: string;
  readonly data?: { readonly result: readonly { metric: Record<string, string>; value: [number, string] }[] };
}

const START_MS = 30_000;
const POLL_MS = 100;
/** A second, so that rates have enough points after some ten seconds. */
const INTERVAL = '1s';

/** A Prometheus of our own that scrapes the given addresses and works out the rules of `k8s/alerts`. */
export class Prometheus {
  readonly url: string;
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;

  private constructor(url: string, child: ChildProcess) {
    this.url = url;
    this.#child = child;
    this.#ended = new Promise((resolve) => {
      child.once('close', () => {
        resolve();
      });
    });
  }

  /** @param folder is emptied. @throws Error when it is not installed or does not start */
  static async start(folder: string, targets: readonly string[]): Promise<Prometheus> {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    const config = join(folder, 'prometheus.yml');
    await writeFile(config, stringify(configFor(targets)));
    const address = `127.0.0.1:${await pickPort(undefined, new Set())}`;
    const log = openSync(join(folder, 'prometheus.log'), 'a');
    const args = [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=${address}`,
      '--enable-feature=exemplar-storage',
    ];
    const child = spawn('prometheus', args, { stdio: ['ignore', log, log] });
    const failure = new Promise<never>((_resolve, reject) => {
      child.once('error', (cause) => {
        reject(new Error(missingLine('prometheus'), { cause }));
      });
      child.once('close', () => {
        reject(new Error(`prometheus ended while starting; see ${join(folder, 'prometheus.log')}`));
      });
    });
    const prometheus = new Prometheus(`http://${address}`, child);
    await Promise.race([prometheus.#whenReady(), failure]);
    // From now on its end is somebody's wish.
    failure.catch(() => undefined);
    return prometheus;
  }

  /** @throws Error with Prometheus' own words when the expression is none */
  async query(expression: string): Promise<readonly Sample[]> {
    const { data, error } = (await this.#get('query', { query: expression })) as QueryAnswer;
    if (data === undefined) throw new Error(error ?? 'no data');
    return data.result.map(({ metric, value: [, value] }) => ({ labels: metric, value }));
  }

  /** How many exemplars there are of a metric. */
  async countExemplars(metric: string): Promise<number> {
    const now = Date.now() / 1000;
    const range = { start: String(now - 600), end: String(now) };
    const { data } = (await this.#get('query_exemplars', { query: metric, ...range })) as {
      data: readonly { readonly exemplars: readonly unknown[] }[];
    };
    return data.reduce((sum, { exemplars }) => sum + exemplars.length, 0);
  }

  async stop(): Promise<void> {
    this.#child.kill('SIGTERM');
    await this.#ended;
  }

  /** For an exit handler, which can't wait. */
  killNow(): void {
    this.#child.kill('SIGKILL');
  }

  async #get(what: string, parameters: Record<string, string>): Promise<unknown> {
    const search = new URLSearchParams(parameters).toString();
    return (await fetch(`${this.url}/api/v1/${what}?${search}`)).json();
  }

  async #whenReady(): Promise<void> {
    const deadline = Date.now() + START_MS;
    while (!(await this.#isReady())) {
      if (Date.now() > deadline) throw new Error(`prometheus is not ready after ${START_MS / 1000} s`);
      await sleep(POLL_MS);
    }
  }

  async #isReady(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/-/ready`)).ok;
    } catch {
      // Not listening yet.
      return false;
    }
  }
}

function configFor(targets: readonly string[]) {
  return {
    global: { scrape_interval: INTERVAL, scrape_timeout: INTERVAL, evaluation_interval: INTERVAL },
    rule_files: [join(ROOT, 'k8s/alerts/*.yaml')],
    scrape_configs: [{ job_name: 'patchbay', static_configs: [{ targets: [...targets] }] }],
  };
}
