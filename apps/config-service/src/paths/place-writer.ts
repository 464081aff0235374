import { Inject, Injectable } from '@nestjs/common';
import type { NamespaceMove } from '@patchbay/integration-contracts';
import { untilReachable } from '@patchbay/service-kit/kafka';
import type { Logger } from '@patchbay/service-kit/logging';
import { LOGGER, SHUTDOWN } from '@patchbay/service-kit/service';
import { PlaceStore } from './place.store.ts';
import type { Place } from './place.store.ts';

/** Writes places in bulk: what comes while a bulk is under way goes with the next one. */
@Injectable()
export class PlaceWriter {
  readonly #store: PlaceStore;
  readonly #logger: Logger;
  readonly #shutdown: AbortSignal;
  #waiting: Place[] = [];
  /** Settles with the bulk under way; never rejects. */
  #underWay: Promise<unknown> = Promise.resolve();
  #next: Promise<void> | undefined;

  constructor(store: PlaceStore, @Inject(LOGGER) logger: Logger, @Inject(SHUTDOWN) shutdown: AbortSignal) {
    this.#store = store;
    this.#logger = logger;
    this.#shutdown = shutdown;
  }

  /** Resolves once it is stored, however long MongoDB is away; rejects only when the process stops before. */
  keepPlace(place: Place): Promise<void> {
    this.#waiting.push(place);
    this.#next ??= this.#underWay.then(() => this.#writeWaiting());
    return this.#next;
  }

  /** The same for a move. */
  keepMove(move: NamespaceMove): Promise<void> {
    return this.#untilKept(() => this.#store.keepMove(move));
  }

  #writeWaiting(): Promise<void> {
    const places = this.#waiting;
    this.#waiting = [];
    this.#next = undefined;
    const writing = this.#untilKept(() => this.#store.keepPlaces(places));
    this.#underWay = writing.catch(() => undefined);
    return writing;
  }

  #untilKept(write: () => Promise<void>): Promise<void> {
    return untilReachable('MongoDB', write, this.#logger, this.#shutdown);
  }
}
