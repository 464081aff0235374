import { randomUUID } from 'node:crypto';
import { AppError, toAppError } from '@patchbay/integration-contracts';
import type {
  AttemptTimings,
  ErrorCode,
  OutboundSpec,
  RequestPlan,
  ResponseView,
  Skip,
} from '@patchbay/integration-contracts';
import { RecordAbandonedError } from '@patchbay/service-kit/kafka';
import { loggedExchange } from '@patchbay/service-kit/outbound';
import type { Exchange, LogOptions, OutgoingCall } from '@patchbay/service-kit/outbound';
import type { OriginRegistry } from '../breakers/origin-registry.ts';
import type { OpenedIntegration } from '../integrations/opened-integration.ts';
import type { OutboundClients } from '../outbound/outbound-clients.ts';
import { isOriginFailure, responseView, verdictOf } from '../outbound/verdict.ts';
import type { Verdict } from '../outbound/verdict.ts';
import type { Conclusion, LoggedExchange } from './conclusion.ts';
import type { Delivery } from './delivery-job.ts';
import { endRequestSpan, requestSpan, tracedCall } from './request-span.ts';

export interface PlanRunnerDependencies {
  readonly origins: OriginRegistry;
  readonly clients: Pick<OutboundClients, 'prepare' | 'send'>;
  readonly now: () => number;
  readonly log: LogOptions;
  /** Whether receivers are told of the trace. */
  readonly isTracedOutside: boolean;
}

/** What a single request came to: its verdict, or that it was not made. */
type Step =
  | { readonly kind: 'made'; readonly verdict: Verdict; readonly exchange: Exchange }
  | { readonly kind: 'held_back'; readonly reason: string };

const OK: Verdict = { kind: 'ok' };
const NOTHING_TO_SEND = 'nothing to send';
const MAIL_REFUSED = 'mail_refused' satisfies ErrorCode;
/** A generator that goes by the endpoint's answers could be led on for ever. */
const MAX_GENERATED_REQUESTS = 50;
/** Reasons and details may quote an endpoint's answer; so many characters of them are kept. */
const MAX_REASON = 300;
const MAX_DETAIL = 2000;

/** Builds a delivery's requests from its definition and makes them, one after the other, each through the gate of its origin. */
export class PlanRunner {
  readonly #dependencies: PlanRunnerDependencies;

  constructor(dependencies: PlanRunnerDependencies) {
    this.#dependencies = dependencies;
  }

  run(delivery: Delivery, integration: OpenedIntegration): Promise<Conclusion> {
    return new AttemptInProgress(this.#dependencies, delivery, integration).run();
  }
}

type GeneratedPlan = Generator<OutboundSpec, Skip | undefined, ResponseView>;

function isGenerator(plan: RequestPlan): plan is GeneratedPlan {
  return 'next' in plan;
}

function isList(plan: OutboundSpec | readonly OutboundSpec[]): plan is readonly OutboundSpec[] {
  return Array.isArray(plan);
}

/** Whether a refusal keeps the rest from being sent: a mail's receivers and optional requests have nothing to do with each other. */
function isPassedOver(spec: OutboundSpec, { reason }: Verdict & { readonly kind: 'final' }): boolean {
  return 'transport' in spec ? reason === MAIL_REFUSED : spec.isOptional === true;
}

/** The requests of one attempt, and what is known of them so far. */
class AttemptInProgress {
  readonly #dependencies: PlanRunnerDependencies;
  readonly #delivery: Delivery;
  readonly #integration: OpenedIntegration;
  readonly #requests: LoggedExchange[] = [];
  #durationMs = 0;
  #status = 0;
  /** When the next request could begin, and when the last one did, by the monotonic clock. */
  #readyAt: number;
  #begunAt = 0;

  constructor(dependencies: PlanRunnerDependencies, delivery: Delivery, integration: OpenedIntegration) {
    this.#dependencies = dependencies;
    this.#delivery = delivery;
    this.#readyAt = delivery.job.takenAt;
    this.#integration = integration;
  }

  /** Rejects only with RecordAbandonedError: what a definition fails over ends the delivery. */
  async run(): Promise<Conclusion> {
    const { job } = this.#delivery;
    const { definition, settings, mask } = this.#integration;
    const firstStep = job.headers.retry?.step ?? 0;
    try {
      const { probe } = definition;
      const isProbe = probe !== undefined && job.headers.request?.isProbe === true;
      const plan = isProbe ? probe({ settings }) : definition.requests({ settings, event: job.event });
      if ('skip' in plan) return this.#conclude('ignored', plan.skip, firstStep);
      if (isGenerator(plan)) return await this.#runGenerator(plan);
      return await this.#runList(isList(plan) ? plan : [plan], firstStep);
    } catch (error) {
      if (error instanceof RecordAbandonedError) throw error;
      const { code, message } =
        error instanceof AppError ? error : new AppError('definition_failed', toAppError(error).detail);
      return { ...this.#conclude('dead', code, 0), detail: mask.text(message).slice(0, MAX_DETAIL) };
    }
  }

  #conclude(kind: Conclusion['kind'], reason: string, step: number): Conclusion {
    return {
      kind,
      reason: reason === '' ? '' : this.#integration.mask.text(reason).slice(0, MAX_REASON),
      step,
      status: this.#status,
      durationMs: this.#durationMs,
      requests: this.#requests,
    };
  }

  /** Each request must succeed before the next is made; a retry goes on where this attempt stopped. */
  async #runList(specs: readonly OutboundSpec[], firstStep: number): Promise<Conclusion> {
    if (specs.length === 0) return this.#conclude('ignored', NOTHING_TO_SEND, 0);
    let refusal: Verdict | undefined;
    for (const [step, spec] of specs.entries()) {
      if (step < firstStep) continue;
      const made = await this.#make(spec, step);
      if (made.kind === 'held_back') return this.#conclude('held_back', made.reason, step);
      const { verdict } = made;
      if (verdict.kind === 'ok') continue;
      if (verdict.kind !== 'final' || !isPassedOver(spec, verdict)) return this.#concludeFrom(verdict, step);
      refusal = verdict;
    }
    // What an attempt before got through is not known here; a delivery that nobody got must not count as one.
    if (refusal !== undefined && !this.#requests.some(({ isOk }) => isOk))
      return this.#concludeFrom(refusal, firstStep);
    return this.#conclude('delivered', '', specs.length);
  }

  /** The definition sees every answer and decides what follows; where there is none, a retry begins anew. */
  async #runGenerator(plan: GeneratedPlan): Promise<Conclusion> {
    let last: Verdict = OK;
    let next = plan.next();
    for (let step = 0; next.done !== true; step += 1) {
      if (step === MAX_GENERATED_REQUESTS)
        throw new TypeError(`the plan has more than ${MAX_GENERATED_REQUESTS} requests`);
      const made = await this.#make(next.value, step);
      if (made.kind === 'held_back') return this.#conclude('held_back', made.reason, 0);
      last = made.verdict;
      const { answer } = made.exchange;
      if (answer === undefined || last.kind === 'retryable') return this.#concludeFrom(last, 0);
      next = plan.next(responseView(answer));
    }
    if (next.value !== undefined) return this.#conclude('ignored', next.value.skip, 0);
    return this.#requests.length === 0
      ? this.#conclude('ignored', NOTHING_TO_SEND, 0)
      : this.#concludeFrom(last, 0);
  }

  #make(spec: OutboundSpec, step: number): Promise<Step> {
    const { origins, clients, now, isTracedOutside } = this.#dependencies;
    const call = clients.prepare(spec, identityOf(this.#delivery, step, now()));
    const { job } = this.#delivery;
    /** What the log shows of the call: with the trace's header, where there is one. */
    let sent = call;
    const send = (): Promise<Exchange> => {
      job.hasBegun = true;
      this.#begunAt = performance.now();
      const span = requestSpan(call, this.#delivery, this.#integration);
      if (span === undefined) return clients.send(call);
      if (isTracedOutside) sent = tracedCall(call, span);
      return clients.send(sent).then((exchange) => {
        endRequestSpan(span, exchange);
        return exchange;
      });
    };
    const passed = origins.gateOf(call.origin).pass(send, isOriginFailure, () => !job.isAbandoned);
    return passed.then((exchange) => {
      if (typeof exchange !== 'string') return this.#judge(sent, exchange, step);
      if (exchange === 'abandoned') throw new RecordAbandonedError();
      return { kind: 'held_back', reason: exchange };
    });
  }

  #judge(call: OutgoingCall, exchange: Exchange, step: number): Step {
    const { now, log } = this.#dependencies;
    const { definition, mask } = this.#integration;
    this.#durationMs += exchange.durationMs;
    this.#status = exchange.answer?.status ?? 0;
    // Even when the definition fails over its answer, the request was made and belongs in the log.
    const logged: LoggedExchange = {
      step,
      isOk: false,
      ...loggedExchange(call, exchange, mask, log),
      timings: this.#timingsOf(exchange),
    };
    this.#requests.push(logged);
    const verdict = verdictOf(exchange, definition.verdict, now());
    logged.isOk = verdict.kind === 'ok';
    return { kind: 'made', verdict, exchange };
  }

  #timingsOf({ transfer, durationMs }: Exchange): AttemptTimings {
    const queueMs = Math.round((this.#begunAt - this.#readyAt) * 10) / 10;
    const { totalMs = durationMs, ...phases } = transfer?.timings ?? {};
    this.#readyAt = this.#begunAt + totalMs;
    return { queueMs, ...phases, totalMs };
  }

  #concludeFrom(verdict: Verdict, step: number): Conclusion {
    if (verdict.kind === 'ok') return this.#conclude('delivered', '', step);
    if (verdict.kind === 'final') return this.#conclude('dead', verdict.reason, step);
    return { ...this.#conclude('failed', verdict.reason, step), retryAfterMs: verdict.retryAfterMs };
  }
}

function identityOf({ id, job }: Delivery, step: number, at: number) {
  const { headers } = job;
  return {
    // A receiver that drops doubles must not drop the second of two requests to it.
    idempotencyKey: step === 0 ? id : `${id}:${step}`,
    eventId: headers.eventId,
    trigger: headers.trigger,
    requestId: randomUUID(),
    eventUuid: headers.passThrough['x-gitlab-event-uuid'],
    instanceUrl: job.instanceUrl,
    at,
    retry: headers.retry,
  };
}
