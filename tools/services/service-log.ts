import { createWriteStream, mkdirSync } from 'node:fs';
import type { WriteStream } from 'node:fs';
import { dirname } from 'node:path';
import { StringDecoder } from 'node:string_decoder';

/** A line of a service's log; other members are the event's own. */
export interface LogLine {
  readonly level: string;
  readonly msg: string;
  readonly [member: string]: unknown;
}

/** Enough for a crash of the runtime, whose message stands above its stack. */
const KEPT_LINES = 24;
const SEVERE = new Set(['warn', 'error', 'fatal']);

/** Writes what a service prints into a file, keeps the end of it, and tells of warnings and worse. */
export class ServiceLog {
  readonly file: string;
  readonly #stream: WriteStream;
  readonly #onWarning: ((line: LogLine) => void) | undefined;
  readonly #decoder = new StringDecoder('utf8');
  #unfinished = '';
  #last: string[] = [];

  constructor(file: string, onWarning?: (line: LogLine) => void) {
    mkdirSync(dirname(file), { recursive: true });
    this.file = file;
    this.#stream = createWriteStream(file, { flags: 'a' });
    this.#onWarning = onWarning;
  }

  /** The end of the log, for whoever has to explain why the service ended. */
  get lastLines(): readonly string[] {
    return this.#unfinished === '' ? this.#last : [...this.#last, this.#unfinished];
  }

  write(chunk: Buffer): void {
    this.#stream.write(chunk);
    const lines = (this.#unfinished + this.#decoder.write(chunk)).split('\n');
    this.#unfinished = lines.pop() ?? '';
    for (const line of lines) this.#take(line);
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#stream.end(() => {
        resolve();
      });
    });
  }

  #take(line: string): void {
    this.#last = [...this.#last.slice(1 - KEPT_LINES), line];
    if (this.#onWarning === undefined) return;
    const parsed = parseLine(line);
    if (SEVERE.has(parsed.level)) this.#onWarning(parsed);
  }
}

/** What is no JSON was not written by the logger: a crash of the runtime, say. */
function parseLine(line: string): LogLine {
  try {
    const parsed: unknown = JSON.parse(line);
    if (typeof parsed === 'object' && parsed !== null && 'level' in parsed && 'msg' in parsed) {
      return parsed as LogLine;
    }
  } catch {
    // Reported as it is, below.
  }
  return { level: 'error', msg: line };
}
