import type { Scenario } from '../../support/scenarios/scenario.ts';
import { workerKilled } from './f01-worker-killed.ts';
import { workerReplaced } from './f02-worker-replaced.ts';
import { brokerRestarted } from './f03-broker-restarted.ts';
import { mongodbGone } from './f04-mongodb-gone.ts';
import { slowEndpoint } from './f05-slow-endpoint.ts';
import { flappingEndpoints } from './f06-flapping-endpoints.ts';
import { forbiddenAddresses } from './f07-forbidden-addresses.ts';
import { poison } from './f08-poison.ts';
import { hugeEvents } from './f09-huge-events.ts';
import { hostileAnswers } from './f10-hostile-answers.ts';
import { rebalanceStorm } from './f11-rebalance-storm.ts';
import { skewedClock } from './f12-skewed-clock.ts';
import { storeEmptied } from './f13-store-emptied.ts';
import { backlog } from './f14-backlog.ts';
import { settingsChange } from './f15-settings-change.ts';

/** All faults, in the order of their numbers. */
export const SCENARIOS: readonly Scenario[] = [
  workerKilled,
  workerReplaced,
  brokerRestarted,
  mongodbGone,
  slowEndpoint,
  flappingEndpoints,
  forbiddenAddresses,
  poison,
  hugeEvents,
  hostileAnswers,
  rebalanceStorm,
  skewedClock,
  storeEmptied,
  backlog,
  settingsChange,
];
