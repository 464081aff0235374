import type { Scenario } from '../support/scenarios/scenario.ts';
import { backup } from './backup.ts';
import { rollBack, rollingUpdate } from './rolling-update.ts';

export const DRILLS: readonly Scenario[] = [rollingUpdate, rollBack, backup];
