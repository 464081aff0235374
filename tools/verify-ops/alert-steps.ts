import { basename } from 'node:path';
import { ALERTS, ALERT_TESTS, allRules, yamlFilesIn } from './alert-files.ts';
import type { Rule } from './alert-files.ts';
import type { ObservedWorld } from './observed-world.ts';
import { runProgram } from './run-program.ts';
import type { Finding, Step } from './step.ts';

/** What alerts look at and these services do not have, with the reason. */
const FROM_ELSEWHERE: ReadonlySet<string> = new Set([
  // cert-manager's, in a cluster that has it.
  'certmanager_certificate_expiration_timestamp_seconds',
]);
const METRIC = /\b(?:patchbay|certmanager)[_:][a-z0-9_:]+/g;

async function promtool(verb: 'check' | 'test', folder: string): Promise<readonly Finding[]> {
  const files = yamlFilesIn(folder);
  return Promise.all(
    files.map(async (file) => {
      const { code, output } = await runProgram('promtool', [verb, 'rules', file]);
      return { what: basename(file), isOk: code === 0, detail: output.trim() };
    }),
  );
}

/** A recorded series must be there; an alert is silent while all is well, but what it looks at must exist. */
async function findingsOf(rule: Rule, { prometheus }: ObservedWorld): Promise<readonly Finding[]> {
  const { alert, record, expr } = rule;
  const what = alert ?? record ?? expr;
  try {
    const samples = await prometheus.query(expr);
    if (record !== undefined)
      return [{ what, isOk: samples.length > 0, detail: `${samples.length} series by its expression` }];
  } catch (error) {
    return [{ what, isOk: false, detail: String(error) }];
  }
  const metrics = [...new Set(expr.match(METRIC) ?? [])].filter((metric) => !FROM_ELSEWHERE.has(metric));
  return Promise.all(
    metrics.map(async (metric) => {
      const { length } = await prometheus.query(metric);
      return { what: `${what}: ${metric}`, isOk: length > 0, detail: `${length} series` };
    }),
  );
}

export const alertSteps: readonly Step[] = [
  { name: 'alert rules are sound', needs: 'files', run: () => promtool('check', ALERTS) },
  { name: 'alert rules pass their tests', needs: 'files', run: () => promtool('test', ALERT_TESTS) },
  {
    name: 'alert rules look at what exists',
    needs: 'load',
    run: async (world) => (await Promise.all(allRules().map((rule) => findingsOf(rule, world)))).flat(),
  },
];
