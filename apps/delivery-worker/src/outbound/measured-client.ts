import { Client } from 'undici';
import type { Dispatcher, buildConnector } from 'undici';
import { AnswerCollector } from './answer-collector.ts';
import { ConnectionPath } from './connection-path.ts';

interface PoolOptions extends Client.Options {
  /** A pool always hands its connector on. */
  readonly connect: buildConnector.connector;
}

/** One connection of a pool, which tells those who collect answers how it came about. */
export class MeasuredClient extends Client {
  readonly #path: ConnectionPath;

  constructor(origin: URL, options: object) {
    const path = new ConnectionPath();
    const { connect, ...rest } = options as PoolOptions;
    super(origin, { ...rest, connect: path.measuring(connect) });
    this.#path = path;
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    if (handler instanceof AnswerCollector) handler.path = this.#path;
    return super.dispatch(options, handler);
  }
}
