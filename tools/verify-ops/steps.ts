import { alertSteps } from './alert-steps.ts';
import { dashboardSteps } from './dashboard-steps.ts';
import { metricSteps } from './metric-steps.ts';
import { runbookSteps } from './runbook-steps.ts';
import type { Step } from './step.ts';

/** All that is verified, in this order. Whoever has something that operators rely on adds a step. */
export const STEPS: readonly Step[] = [...alertSteps, ...metricSteps, ...dashboardSteps, ...runbookSteps];
