import {
  describeEvent,
  exampleSettings,
  openEnvelope,
  parseEvent,
  validateSettings,
} from '@patchbay/integration-contracts';
import type { IntegrationDefinition, ParsedEvent, Trigger } from '@patchbay/integration-contracts';
import { buildRequests } from '../check-payloads/build-requests.ts';
import type { Candidate } from '../check-payloads/build-requests.ts';

export interface CatalogueCost {
  /** (event, integration) pairs built, over all rounds. */
  readonly builds: number;
  readonly meanUs: number;
  readonly slowest: readonly { readonly name: string; readonly meanUs: number }[];
}

interface Work {
  readonly candidate: Candidate;
  readonly event: ParsedEvent;
  readonly body: Uint8Array;
  readonly trigger: Trigger;
}

const SHOWN = 10;

/** Builds the requests of every integration for every payload that it supports; the first round warms up and is not counted. */
export function measureCatalogue(
  catalogue: readonly IntegrationDefinition[],
  payloads: readonly Uint8Array[],
  rounds: number,
): CatalogueCost {
  const work = payloads.flatMap((payload) => workOf(catalogue, payload));
  const spent = new Map<string, { ns: bigint; builds: number }>();
  for (let round = 0; round <= rounds; round += 1) {
    for (const one of work) {
      const { name } = one.candidate.definition;
      const begin = process.hrtime.bigint();
      build(one);
      const ns = process.hrtime.bigint() - begin;
      if (round === 0) continue;
      const sum = spent.get(name) ?? { ns: 0n, builds: 0 };
      spent.set(name, { ns: sum.ns + ns, builds: sum.builds + 1 });
    }
  }
  const each = [...spent].map(([name, { ns, builds }]) => ({ name, meanUs: Number(ns) / 1000 / builds }));
  const builds = work.length * rounds;
  const total = [...spent.values()].reduce((sum, { ns }) => sum + Number(ns), 0);
  return {
    builds,
    meanUs: total / 1000 / builds,
    slowest: each.sort((one, other) => other.meanUs - one.meanUs).slice(0, SHOWN),
  };
}

/** As the worker does it: the view is made anew for each, since a delivery may be the only one of its event. */
function build({ candidate, event, body, trigger }: Work): void {
  buildRequests(candidate, {
    id: 'bench',
    trigger,
    facts: event.facts,
    payload: event.payload,
    body,
    view: describeEvent(event, trigger),
  });
}

function workOf(catalogue: readonly IntegrationDefinition[], payload: Uint8Array): readonly Work[] {
  const opened = openEnvelope(payload, {});
  if (opened.kind === 'invalid') return [];
  const parsed = parseEvent(opened.body, opened);
  if (parsed.kind !== 'event') return [];
  const { event } = parsed;
  return [event.facts.trigger, ...event.facts.also].flatMap((trigger) =>
    catalogue
      .filter(({ events }) => events.supported.includes(trigger))
      .map((definition) => ({
        candidate: { definition, settings: validateSettings(definition, exampleSettings(definition)) },
        event,
        body: opened.body,
        trigger,
      })),
  );
}
