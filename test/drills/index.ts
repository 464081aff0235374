import type { Scenario } from '../support/scenarios/scenario.ts';
import { rollingUpdate } from './rolling-update.ts';

export const DRILLS: readonly Scenario[] = [rollingUpdate];
