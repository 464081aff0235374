import type { Scenario } from '../support/scenarios/scenario.ts';
import { THIS_BUILD, makeLaterBuild } from './later-build.ts';
import { replaceAll } from './replace-all.ts';

/** Process after process is replaced by a later build, under load. */
export const rollingUpdate: Scenario = {
  id: 'rolling-update',
  title: 'to a later build',
  run: async (context) => replaceAll({ from: THIS_BUILD, to: await makeLaterBuild() }, context),
};
