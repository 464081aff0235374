import { PassThrough } from 'node:stream';
import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import { AppError } from '@patchbay/integration-contracts';
import { CONFIG } from '@patchbay/service-kit/service';
import type { ConfigServiceConfig } from '../config.ts';

export type Send = (event: string, data: unknown) => void;
/** Begins to send; gives back what ends it. */
export type Source = (send: Send) => () => void;

/** What proxies take for silence is longer. */
const HEARTBEAT_MS = 15_000;
/** Then the reader comes again, and shows that its token is still good. */
const LIFETIME_MS = 10 * 60_000;

/** Server-sent events: how many streams there are, that they show signs of life, and that they end. */
@Injectable()
export class EventStreams implements BeforeApplicationShutdown {
  readonly #open = new Set<PassThrough>();
  readonly #limit: number;

  constructor(@Inject(CONFIG) config: Pick<ConfigServiceConfig, 'STREAM_LIMIT'>) {
    this.#limit = config.STREAM_LIMIT;
  }

  /**
   * The body of an answer. A reader that is too slow for it is let go, and comes again.
   * @throws AppError `rate_limited` when there are as many as there may be
   */
  open(source: Source): Readable {
    if (this.#open.size >= this.#limit) {
      throw new AppError('rate_limited', `At most ${this.#limit} streams are open at a time.`);
    }
    const stream = new PassThrough();
    this.#open.add(stream);
    const write = (text: string): void => {
      if (stream.writableNeedDrain) stream.destroy();
      else if (stream.writable) stream.write(text);
    };
    // At once, so that the reader knows that it is connected.
    write(': \n\n');
    const heartbeat = setInterval(write, HEARTBEAT_MS, ': \n\n');
    const end = setTimeout(() => stream.end(), LIFETIME_MS);
    const stop = source((event, data) => {
      write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    });
    stream.once('close', () => {
      clearInterval(heartbeat);
      clearTimeout(end);
      this.#open.delete(stream);
      stop();
    });
    return stream;
  }

  /** Before the server waits for its connections to end, which these never do. */
  beforeApplicationShutdown(): void {
    for (const stream of this.#open) stream.destroy();
  }
}
