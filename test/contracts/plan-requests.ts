import type { OutboundSpec, RequestPlan, ResponseView, Skip } from '@patchbay/integration-contracts';

const FINE: ResponseView = { status: 200, headers: {}, body: '' };

/** Everything that a plan sends when its requests are answered one by one, those beyond the last answer like it. */
export function planRequests(
  plan: RequestPlan,
  answers: readonly ResponseView[] = [],
): readonly OutboundSpec[] | Skip {
  if ('skip' in plan) return plan;
  if (!('next' in plan))
    return Array.isArray(plan) ? (plan as readonly OutboundSpec[]) : [plan as OutboundSpec];
  const requests: OutboundSpec[] = [];
  for (let step = plan.next(FINE); ;) {
    // A plan that ends by having nothing to send has still sent what it asked first.
    if (step.done === true) return requests.length > 0 ? requests : (step.value ?? requests);
    requests.push(step.value);
    step = plan.next(answers[Math.min(requests.length, answers.length) - 1] ?? FINE);
  }
}
