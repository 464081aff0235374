import { withWorld } from './observed-world.ts';
import type { ObservedWorld, WorldOptions } from './observed-world.ts';
import type { Finding, Step, StepReport } from './step.ts';

/** Takes the steps: those about files first, which are quick to fail, then the others in one world under load. */
export async function verify(steps: readonly Step[], options: WorldOptions): Promise<readonly StepReport[]> {
  const reports: StepReport[] = [];
  for (const step of steps) {
    if (step.needs === 'files') reports.push(await reportOf(step.name, step.run));
  }
  const others = steps.flatMap((step) => (step.needs === 'load' ? [step] : []));
  if (others.length === 0) return reports;
  return withWorld(options, async (world: ObservedWorld) => {
    for (const step of others) reports.push(await reportOf(step.name, () => step.run(world)));
    return reports;
  });
}

/** A step that fails as a whole is a finding as well, so that the others are still taken. */
async function reportOf(step: string, run: () => Promise<readonly Finding[]>): Promise<StepReport> {
  const startedAt = Date.now();
  const findings = await run().catch((error: unknown) => [
    { what: step, isOk: false, detail: error instanceof Error ? error.message : String(error) },
  ]);
  return { step, seconds: (Date.now() - startedAt) / 1000, findings };
}

/** What is wrong, a line each. */
export function problemsOf(reports: readonly StepReport[]): readonly string[] {
  return reports.flatMap(({ step, findings }) => [
    ...(findings.length === 0 ? [`${step}: nothing was looked at`] : []),
    ...findings.filter(({ isOk }) => !isOk).map(({ what, detail }) => `${step}: ${what}: ${detail}`),
  ]);
}
