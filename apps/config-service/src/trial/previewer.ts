import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  AppError,
  deliveredEvent,
  deliveryIdOf,
  eventSwitch,
  routingValues,
  secretMask,
  toAppError,
} from '@patchbay/integration-contracts';
import type {
  IntegrationDefinition,
  IntegrationEvent,
  LoggedRequest,
  OutboundSpec,
  RequestPlan,
} from '@patchbay/integration-contracts';
import { loggedExchange, outgoingCall } from '@patchbay/service-kit/outbound';
import type { LogOptions } from '@patchbay/service-kit/outbound';
import { KeyRing } from '@patchbay/service-kit/sealing';
import type { TrialEvent } from './trial-event.ts';
import type { TrialSettings } from './trial-settings.ts';

/** What would go out for an event. */
export interface Preview {
  readonly trigger: IntegrationEvent['trigger'];
  /** Why nothing would be sent, with settings as they are; absent where something would. */
  readonly reason?: string;
  /** In order, secrets masked. */
  readonly requests: readonly LoggedRequest[];
  /** Whether further requests depend on what the first is answered. */
  readonly isOpenEnded: boolean;
}

type Requests = Pick<Preview, 'requests' | 'isOpenEnded'> & { readonly reason?: string };

/** Builds the requests that would be made, without making any. */
@Injectable()
export class Previewer {
  readonly #keys: KeyRing;

  constructor(keys: KeyRing) {
    this.#keys = keys;
  }

  /**
   * @param event `fingerprintKey` names the key that secret addresses are to be told apart by, if not the first
   * @throws AppError of the definition, else `definition_failed` when it fails over the event; the message is masked
   */
  preview(
    definition: IntegrationDefinition,
    settings: TrialSettings,
    event: TrialEvent & { readonly fingerprintKey?: string },
  ): Preview {
    const { trigger, body, fingerprintKey } = event;
    const eventId = `preview-${randomUUID()}`;
    const delivered = deliveredEvent(body, { eventId, trigger, passThrough: {} });
    const held = heldBack(definition, settings, delivered);
    const log = {
      requestBytes: Number.MAX_SAFE_INTEGER,
      responseBytes: 0,
      fingerprint: (url: string) => this.#keys.fingerprint(url, fingerprintKey) ?? '',
    };
    const { reason = held, ...planned } = requestsOf(definition, settings, { event: delivered, log });
    return { trigger, ...planned, ...(reason !== undefined && { reason }) };
  }
}

/** As the dispatcher decides: by the switches and the filter. */
function heldBack(
  definition: IntegrationDefinition,
  { values, triggers }: TrialSettings,
  { trigger, facts }: IntegrationEvent,
): string | undefined {
  if (!triggers.includes(trigger)) return `${eventSwitch(trigger)} is off`;
  const verdict = definition.filter({ settings: routingValues(definition, values), facts, trigger });
  return verdict === true ? undefined : verdict;
}

function requestsOf(
  definition: IntegrationDefinition,
  { integrationId, values }: TrialSettings,
  { event, log }: { readonly event: IntegrationEvent; readonly log: LogOptions },
): Requests {
  const mask = secretMask(definition, values);
  const deliveryId = deliveryIdOf(event.id, integrationId, '');
  const shown = (spec: OutboundSpec, step: number): LoggedRequest => {
    const call = outgoingCall(spec, {
      idempotencyKey: step === 0 ? deliveryId : `${deliveryId}:${step}`,
      eventId: event.id,
      trigger: event.trigger,
      requestId: randomUUID(),
      eventUuid: undefined,
      instanceUrl: URL.parse(event.view.project?.url ?? '')?.origin,
      at: Date.now(),
    });
    const nothing = { startedAt: 0, durationMs: 0, answer: undefined, failure: undefined };
    const { request } = loggedExchange(call, nothing, mask, log);
    if (request === undefined) throw new AppError('unexpected', 'A request could not be shown.');
    return request;
  };
  try {
    const plan = definition.requests({ settings: values, event });
    if ('skip' in plan) return { requests: [], isOpenEnded: false, reason: mask.text(plan.skip) };
    if (isGenerator(plan)) return firstOf(plan, shown, (text) => mask.text(text));
    const specs = isList(plan) ? plan : [plan];
    const reason = specs.length === 0 ? { reason: 'nothing to send' } : {};
    return { requests: specs.map(shown), isOpenEnded: false, ...reason };
  } catch (error) {
    const code = error instanceof AppError ? error.code : 'definition_failed';
    throw new AppError(code, mask.text(toAppError(error).detail));
  }
}

type GeneratedPlan = Extract<RequestPlan, { next: unknown }>;

/** What it does next depends on an answer, and none is made up. */
function firstOf(
  plan: GeneratedPlan,
  shown: (spec: OutboundSpec, step: number) => LoggedRequest,
  masked: (text: string) => string,
): Requests {
  const next = plan.next();
  if (next.done !== true) return { requests: [shown(next.value, 0)], isOpenEnded: true };
  return { requests: [], isOpenEnded: false, reason: masked(next.value?.skip ?? 'nothing to send') };
}

function isGenerator(plan: RequestPlan): plan is GeneratedPlan {
  return 'next' in plan;
}

function isList(plan: OutboundSpec | readonly OutboundSpec[]): plan is readonly OutboundSpec[] {
  return Array.isArray(plan);
}
