import { lineProgress } from '../output/progress.ts';
import { runProgram } from '../run-program.ts';
import type { World } from '../world.ts';

export interface Run {
  readonly code: number;
  /** Lines of standard output. */
  readonly lines: readonly string[];
  /** Lines of standard error. */
  readonly notes: readonly string[];
  /** `METHOD path body` of each question to config-service. */
  readonly asked: readonly string[];
}

export interface Script {
  /** What config-service answers, one after the other. */
  readonly answers?: readonly unknown[];
  readonly input?: string;
  readonly environment?: World['environment'];
}

const ENVIRONMENT = { PATCHBAY_URL: 'http://config:4000/', PATCHBAY_TOKEN: 'secret' };

/** Runs a command against scripted answers; Kafka must not be needed. */
export async function running(args: readonly string[], script: Script = {}): Promise<Run> {
  const [lines, notes, asked]: [string[], string[], string[]] = [[], [], []];
  const left = [...(script.answers ?? [])];
  const note = (text: string): void => void notes.push(...text.split('\n'));
  const code = await runProgram(args, {
    environment: script.environment ?? ENVIRONMENT,
    write: (text) => void lines.push(...text.split('\n')),
    note,
    progress: () => lineProgress(note),
    readInput: () => Promise.resolve(Buffer.from(script.input ?? '')),
    connect: () => (method, path, body) => {
      asked.push(`${method} ${path}${body === undefined ? '' : ` ${JSON.stringify(body)}`}`);
      if (left.length === 0) return Promise.reject(new Error(`nobody should ask for ${method} ${path}`));
      return Promise.resolve(left.shift());
    },
    kafka: () => {
      throw new Error('nobody should ask Kafka');
    },
    pause: () => Promise.resolve(),
    stopped: () => new AbortController().signal,
  });
  return { code, lines, notes, asked };
}
