import { defineTopics } from '@patchbay/integration-contracts';
import type { LocalStack } from '@patchbay/tools/local-stack';
import { measureApi } from './api-latency.ts';
import type { ApiLatency } from './api-latency.ts';
import { startDispatcher } from './dispatcher-start.ts';
import type { DispatcherStart } from './dispatcher-start.ts';
import { fill } from './fill.ts';
import { measureLookups } from './lookup-cost.ts';
import type { LookupCost } from './lookup-task.ts';
import { memoryOf } from './process-memory.ts';
import { measureVisibility } from './put-visibility.ts';
import type { Percentiles } from './percentiles.ts';
import { ScaleRig, pidOf } from './scale-rig.ts';
import { SettingsPlan } from './settings-plan.ts';

/** What was measured with so many integrations. */
export interface SizeFigures {
  readonly size: number;
  readonly fillSeconds: number;
  /** Its peak is that of all measurements. */
  readonly dispatcher: DispatcherStart & {
    /** Resident bytes beyond those of a dispatcher without settings, for each integration. */
    readonly bytesPerIntegration: number;
  };
  /** Once everything was measured. */
  readonly configServicePeakMib: number;
  readonly api: readonly ApiLatency[];
  readonly putVisibleMs: Percentiles;
  readonly lookups: readonly LookupCost[];
}

export interface ScaleRun {
  readonly stack: LocalStack;
  readonly seed: number;
  readonly isSingly: boolean;
  readonly signal: AbortSignal;
  /** Tells a person what happens now. */
  readonly say: (text: string) => void;
}

const BYTES_PER_MIB = 1024 * 1024;
const READY_TIMEOUT_MS = 600_000;

/** Everything about one size, in a database and topics that are gone afterwards. */
export async function measureSize(size: number, run: ScaleRun): Promise<SizeFigures> {
  const { stack, seed, isSingly, signal, say } = run;
  const rig = await ScaleRig.open(stack);
  try {
    const { space, keys } = rig;
    const plan = new SettingsPlan(size, seed);
    const name = size.toLocaleString('en');
    const empty = await startAndStop(rig, signal);
    say(`${name}: filling MongoDB and Kafka`);
    const filledFrom = performance.now();
    await fill({ space, keys, plan, isSingly, signal });
    const fillSeconds = (performance.now() - filledFrom) / 1000;
    say(`${name}: starting the dispatcher`);
    const services = await rig.prepare('dispatcher');
    const started = await startDispatcher(services, { integrations: size, signal });
    const bytesPerIntegration = ((started.rssMib - empty.rssMib) * BYTES_PER_MIB) / size;
    const answers = await measureAnswers(rig, plan, run);
    const { peakMib } = memoryOf(pidOf(services.dispatcher));
    await services.stop();
    say(`${name}: looking up`);
    const settingsTopic = defineTopics({ prefix: space.prefix, partitions: 1, retryDelaysMs: [] }).settings
      .topic;
    const lookups = await measureLookups(
      { kafkaBrokers: stack.kafkaBrokers, settingsTopic, size, seed },
      signal,
    );
    return {
      size,
      fillSeconds,
      dispatcher: { ...started, peakMib, bytesPerIntegration },
      ...answers,
      lookups,
    };
  } finally {
    await rig.remove();
  }
}

/** A dispatcher without settings, which the others are compared with. */
async function startAndStop(rig: ScaleRig, signal: AbortSignal): Promise<DispatcherStart> {
  const services = await rig.prepare('dispatcher');
  const started = await startDispatcher(services, { integrations: 0, signal });
  await services.stop();
  return started;
}

/** What depends on config-service, with a dispatcher running. */
async function measureAnswers(
  rig: ScaleRig,
  plan: SettingsPlan,
  { seed, signal, say }: ScaleRun,
): Promise<Pick<SizeFigures, 'api' | 'putVisibleMs' | 'configServicePeakMib'>> {
  say('asking config-service');
  const services = await rig.prepare('config-service');
  await services.launch();
  await services.waitUntilReady(READY_TIMEOUT_MS);
  const { configService, api: client } = services;
  const { adminToken, space } = rig;
  const api = await measureApi({ url: configService.url, adminToken, plan, seed, signal });
  say('waiting for PUTs to count');
  const putVisibleMs = await measureVisibility({
    kafka: space.kafka,
    prefix: space.prefix,
    api: client,
    firstFreeProject: plan.projectId(plan.projects),
    signal,
  });
  const { peakMib: configServicePeakMib } = memoryOf(pidOf(configService));
  await services.stop();
  return { api, putVisibleMs, configServicePeakMib };
}
