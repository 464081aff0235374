import { clearLine, cursorTo } from 'node:readline';
import pc from 'picocolors';
import type { ComponentName } from './state-file.ts';

type ProgressTopic = ComponentName | 'stack';

/** Says what each part is doing now. On a terminal one line is redrawn; elsewhere each change is a line of its own. */
export interface Progress {
  report(topic: ProgressTopic, text: string): void;
  /** Leaves the terminal clean; call it before printing anything else. */
  end(): void;
}

export interface ProgressOptions {
  quiet?: boolean | undefined;
  onProgress?: ((line: string) => void) | undefined;
  stream?: NodeJS.WriteStream;
}

const titles: Record<ProgressTopic, string> = { kafka: 'Kafka', mongo: 'MongoDB', stack: 'local stack' };
const redrawMs = 200;
// Some pseudo-terminals say that they have none.
const defaultColumns = 80;

export function createProgress({ quiet, onProgress, stream = process.stderr }: ProgressOptions): Progress {
  if (onProgress !== undefined) return plainProgress(onProgress);
  if (quiet === true) return plainProgress(() => undefined);
  if (stream.isTTY) return liveProgress(stream);
  return plainProgress((line) => {
    stream.write(`${line}\n`);
  });
}

function plainProgress(print: (line: string) => void): Progress {
  return {
    report: (topic, text) => {
      print(`${titles[topic]}: ${text}`);
    },
    end: () => undefined,
  };
}

function liveProgress(stream: NodeJS.WriteStream): Progress {
  const startedAt = Date.now();
  const current = new Map<ProgressTopic, string>();
  const draw = (): void => {
    const parts = [...current].map(([topic, text]) => `${titles[topic]}: ${text}`);
    const line = `${Math.round((Date.now() - startedAt) / 1000)} s  ${parts.join(' · ')}`;
    clearLine(stream, 0);
    cursorTo(stream, 0);
    stream.write(pc.dim(line.slice(0, (stream.columns || defaultColumns) - 1)));
  };
  const timer = setInterval(draw, redrawMs);
  timer.unref();
  return {
    report: (topic, text) => {
      current.set(topic, text);
      draw();
    },
    end: () => {
      clearInterval(timer);
      clearLine(stream, 0);
      cursorTo(stream, 0);
    },
  };
}
