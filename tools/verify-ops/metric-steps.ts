import { join } from 'node:path';
import { readServiceMetrics } from '../generate/service-metrics.ts';
import type { ObservedWorld } from './observed-world.ts';
import { runProgram } from './run-program.ts';
import { ROOT } from './step.ts';
import type { Finding, Step } from './step.ts';

const TYPE_LINE = /^# TYPE (\S+) (\S+)$/gm;
const WITH_EXEMPLARS = 'patchbay_first_attempt_lag_seconds_bucket';

export const metricSteps: readonly Step[] = [
  {
    name: 'metrics follow the conventions',
    needs: 'load',
    run: (world) => forEachService(world, conventionsOf),
  },
  {
    name: 'metrics are those that are documented',
    needs: 'load',
    run: (world) => forEachService(world, differencesOf),
  },
  {
    name: 'histograms name traces as examples',
    needs: 'load',
    run: async ({ prometheus }) => {
      const count = await prometheus.countExemplars(WITH_EXEMPLARS);
      return [{ what: WITH_EXEMPLARS, isOk: count > 0, detail: `${count} exemplars` }];
    },
  },
];

type Look = (service: string, text: string) => Promise<readonly Finding[]>;

async function forEachService({ services }: ObservedWorld, look: Look): Promise<readonly Finding[]> {
  const findings = services.all.map(async ({ name, url }) =>
    look(name, await (await fetch(`${url}/metrics`)).text()),
  );
  return (await Promise.all(findings)).flat();
}

async function conventionsOf(service: string, text: string): Promise<readonly Finding[]> {
  const { code, output } = await runProgram('promtool', ['check', 'metrics'], { input: text });
  return [{ what: service, isOk: code === 0, detail: output.trim() || 'nothing to complain of' }];
}

async function differencesOf(service: string, text: string): Promise<readonly Finding[]> {
  const declared = (await readServiceMetrics(join(ROOT, 'apps'))).find((one) => one.service === service);
  const documented = new Map(
    (declared?.metrics ?? []).map(({ name, type }) => [name as string, type as string]),
  );
  const shown = new Map([...text.matchAll(TYPE_LINE)].map(([, name = '', type = '']) => [name, type]));
  const names = [...new Set([...documented.keys(), ...shown.keys()])].sort();
  return names.map((name) => {
    const [there, written] = [shown.get(name), documented.get(name)];
    const detail = `${there ?? 'not there'}, documented as ${written ?? 'nothing'}`;
    return { what: `${service}: ${name}`, isOk: there === written, detail };
  });
}
