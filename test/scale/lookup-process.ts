import { SAMPLES, decodeSettingsRevision, parseEvent } from '@patchbay/integration-contracts';
import type { EventFacts } from '@patchbay/integration-contracts';
import { TopicView } from '@patchbay/service-kit/kafka';
import { createLogger } from '@patchbay/service-kit/logging';
import { toolKafka } from '@patchbay/tools/services';
import { createMatching } from './dispatcher-matching.ts';
import type { View } from './dispatcher-matching.ts';
import { SCENARIOS } from './lookup-task.ts';
import type { LookupCost, LookupTask, Scenario } from './lookup-task.ts';
import { SettingsPlan } from './settings-plan.ts';

type Matching = Awaited<ReturnType<typeof createMatching>>['matching'];

/** Projects whose events come over and over; the rest are met once. */
const WARM_PROJECTS = 500;
const WARM_ROUNDS = 40;
const MAX_COLD_PROJECTS = 20_000;

async function measure({ kafkaBrokers, settingsTopic, size, seed }: LookupTask): Promise<LookupCost[]> {
  const { view, matching } = await createMatching();
  await readAll(view, kafkaBrokers, settingsTopic);
  const plan = new SettingsPlan(size, seed);
  return SCENARIOS.map((scenario) => costOf(scenario, plan, matching));
}

async function readAll(view: View, brokers: readonly string[], topic: string): Promise<void> {
  const reader = new TopicView(toolKafka(brokers), createLogger('scale', 'fatal'), {
    topic,
    groupPrefix: `${topic}.lookup.`,
    onRecord: ({ value }) => {
      if (value !== null) view.put(decodeSettingsRevision(value));
    },
  });
  await reader.start();
  await reader.complete();
  await reader.close();
}

/** Warm first, which also gives the compiler its time. */
function costOf(scenario: Scenario, plan: SettingsPlan, matching: Matching): LookupCost {
  const factsAt = factsOf(scenario, plan);
  const available = scenario === 'deep' ? plan.groups.innermost / 2 : plan.projects;
  const warmProjects = Math.min(WARM_PROJECTS, Math.floor(available / 4));
  const warm = Array.from({ length: warmProjects }, (_, number) => factsAt(number));
  const coldProjects = Math.min(MAX_COLD_PROJECTS, Math.floor(available) - warmProjects);
  const cold = Array.from({ length: coldProjects }, (_, number) => factsAt(warmProjects + number));
  run(matching, warm, WARM_ROUNDS);
  const { micros: warmMicros } = run(matching, warm, WARM_ROUNDS);
  const { micros: coldMicros, matches } = run(matching, cold, 1);
  return { scenario, coldMicros, warmMicros, matches };
}

function run(
  matching: Matching,
  events: readonly EventFacts[],
  rounds: number,
): { readonly micros: number; readonly matches: number } {
  let matches = 0;
  const before = process.threadCpuUsage();
  for (let round = 0; round < rounds; round += 1) {
    for (const facts of events) matches += matching.match({ facts, eventId: 'e', eventAt: 0 }).length;
  }
  const count = events.length * rounds;
  const { user, system } = process.threadCpuUsage(before);
  return { micros: (user + system) / count, matches: matches / count };
}

/** A push to the main branch of the project with a number, six groups deep. */
function factsOf(scenario: Scenario, plan: SettingsPlan): (number: number) => EventFacts {
  const parsed = parseEvent(Buffer.from(JSON.stringify(SAMPLES.push)));
  if (parsed.kind !== 'event') throw new Error('the sample of a push can’t be read');
  const { facts } = parsed.event;
  // Each scenario has groups of its own, or the one would warm what is cold to the other.
  const half = Math.floor(plan.groups.innermost / 2);
  return (number) => {
    const groupPath = plan.groups.innermostPath((number % half) + (scenario === 'deep' ? 0 : half));
    return {
      ...facts,
      projectId: plan.projectId(scenario === 'hit' ? number : plan.projects + number),
      groupPath: scenario === 'miss' ? `elsewhere/${groupPath.slice(groupPath.indexOf('/') + 1)}` : groupPath,
    };
  };
}

process.once('message', (task) => {
  void measure(task as LookupTask).then((costs) => {
    process.send?.(costs, () => {
      process.disconnect();
    });
  });
});
