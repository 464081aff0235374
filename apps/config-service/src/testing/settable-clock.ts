import { Clock } from '../settings/clock.ts';

/** Stands still until it is told to go on. */
export class SettableClock extends Clock {
  #nowMs = Date.parse('2026-03-01T12:00:00.000Z');

  override now(): Date {
    return new Date(this.#nowMs);
  }

  pass(ms: number): void {
    this.#nowMs += ms;
  }
}
