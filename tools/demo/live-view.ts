import type { DeliveryOutcome } from '@patchbay/integration-contracts';
import pc from 'picocolors';
import type { ExpectedDelivery, Tally, TalliedEvent } from './tally.ts';
import { endOf, lastOutcome } from './tally.ts';

const KIND_WIDTH = 13;
const PLACE_WIDTH = 32;
/** So long a line waits for slow receivers before it is printed without them. */
const PATIENCE_MS = 2500;

/** Prints a line per event, with whom it went to, and one for each delivery that needed more than one attempt. */
export class LiveView {
  readonly #print: (line: string) => void;
  readonly #shown = new Set<string>();

  constructor(print: (line: string) => void) {
    this.#print = print;
  }

  /** Call it for each outcome. */
  update({ event, delivery }: { event: TalliedEvent; delivery: ExpectedDelivery }): void {
    if (this.#shown.has(event.event.id)) this.#followUp(event, delivery);
    else if (event.deliveries.every(({ outcomes }) => outcomes.length > 0)) this.#show(event);
  }

  /** An outcome of an event that somebody else published. */
  showForeign(outcome: DeliveryOutcome, slug: string): void {
    const time = pc.dim(new Date(outcome.at).toTimeString().slice(0, 8));
    this.#print(
      `${time} ${pc.magenta(`event ${outcome.eventId}`)} ${pc.dim('→')} ${slug} ${describe(outcome)}`,
    );
  }

  /** Call it now and then: shows events whose deliveries take long, and lets go of those that are done. */
  sweep(tally: Tally): void {
    for (const event of tally.events) {
      const isOverdue = Date.now() - event.publishedAt > PATIENCE_MS;
      if (isOverdue && !this.#shown.has(event.event.id)) this.#show(event);
      if (isOverdue && event.deliveries.every((delivery) => endOf(delivery) !== undefined)) {
        this.#shown.delete(event.event.id);
        tally.forget(event);
      }
    }
  }

  #show({ event, deliveries, publishedAt }: TalliedEvent): void {
    this.#shown.add(event.id);
    const [kind] = event.kinds;
    const place = `${event.project.path}${event.branch === undefined ? '' : ` ${event.branch}`}`;
    const targets = deliveries.map(
      (delivery) => `${delivery.integration.slug} ${describe(delivery.outcomes.at(-1))}`,
    );
    const time = pc.dim(new Date(publishedAt).toTimeString().slice(0, 8));
    const whom = targets.length === 0 ? pc.dim('nobody subscribes') : targets.join(pc.dim(' · '));
    this.#print(
      `${time} ${pc.cyan(kind.padEnd(KIND_WIDTH))} ${place.padEnd(PLACE_WIDTH)} ${pc.dim('→')} ${whom}`,
    );
  }

  #followUp({ event }: TalliedEvent, delivery: ExpectedDelivery): void {
    const last = lastOutcome(delivery);
    if (last === undefined) return;
    const attempt = last.attempt > 1 ? `, attempt ${String(last.attempt)}` : '';
    const what = `${event.kinds[0]} of ${event.project.path}`;
    this.#print(
      `         ${pc.dim('↳')} ${delivery.integration.slug} ${describe(last)}${pc.dim(`${attempt}: ${what}`)}`,
    );
  }
}

function describe(outcome: DeliveryOutcome | undefined): string {
  if (outcome === undefined) return pc.dim('…');
  const { status, reason = '', durationMs } = outcome;
  const took = pc.dim(`${String(Math.round(durationMs))} ms`);
  switch (outcome.outcome) {
    case 'delivered':
      return `${pc.green(String(status))} ${took}`;
    case 'retrying':
      return `${pc.yellow(`${reason}, will be retried`)} ${took}`;
    case 'parked':
      return pc.yellow(`put off: ${reason}`);
    case 'dead':
      return `${pc.red(`${reason}, given up`)} ${took}`;
    case 'ignored':
      return pc.dim(`nothing to send: ${reason}`);
  }
}
