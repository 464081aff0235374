import { Presets, SingleBar } from 'cli-progress';

/** How far long work is. */
export interface Progress {
  /** @param text for people, with what the numbers don't say */
  show(done: number, total: number, text: string): void;
  end(): void;
}

/** A bar on standard error, for terminals. */
export function barProgress(): Progress {
  const bar = new SingleBar(
    {
      format: '{bar} {percentage} %  {text}',
      stream: process.stderr,
      hideCursor: true,
      clearOnComplete: true,
    },
    Presets.shades_classic,
  );
  let isShown = false;
  return {
    show: (done, total, text) => {
      if (!isShown) bar.start(total, done, { text });
      isShown = true;
      bar.setTotal(total);
      bar.update(done, { text });
    },
    end: () => {
      if (isShown) bar.stop();
    },
  };
}

/** A line for each step that says something new, where nobody watches a terminal. */
export function lineProgress(write: (line: string) => void): Progress {
  let shown = '';
  return {
    show: (_done, _total, text) => {
      if (text !== shown) write(text);
      shown = text;
    },
    end: () => undefined,
  };
}
