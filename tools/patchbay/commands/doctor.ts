import type { Command } from 'commander';
import { apiUrl, openApi, withApi } from '../api/api-options.ts';
import type { ApiOptions } from '../api/api-options.ts';
import { wholeNumber } from '../api/whole-number.ts';
import { apiFindings } from '../doctor/api-findings.ts';
import { examine } from '../doctor/finding.ts';
import type { Finding } from '../doctor/finding.ts';
import { kafkaFindings } from '../doctor/kafka-findings.ts';
import { readinessFindings } from '../doctor/service-findings.ts';
import { withKafka } from '../kafka/kafka-options.ts';
import type { KafkaOptions } from '../kafka/kafka-options.ts';
import { show } from '../output/show.ts';
import { table } from '../output/table.ts';
import type { World } from '../world.ts';
import { localServices } from '../../services/index.ts';

interface DoctorOptions extends ApiOptions, KafkaOptions {
  readonly dispatcherUrl?: readonly string[];
  readonly workerUrl?: readonly string[];
  readonly maxLag: number;
}

const DEFAULT_MAX_LAG = 10_000;

export function addDoctor(program: Command, world: World): void {
  const description = 'looks at every dependency and setting, and says what is wrong and what to do';
  withKafka(withApi(program.command('doctor').description(description)))
    .option('--dispatcher-url <url...>', 'each dispatcher; those of the local stack when absent')
    .option('--worker-url <url...>', 'each delivery-worker; those of the local stack when absent')
    .option('--max-lag <records>', 'how far a consumer group may be behind', wholeNumber, DEFAULT_MAX_LAG)
    .action((options: DoctorOptions) => examineAll(world, options));
}

async function examineAll(world: World, options: DoctorOptions): Promise<void> {
  const services = servicesOf(world, options);
  const ready = await Promise.all(services.map(({ name, url }) => readinessFindings(name, url)));
  const findings = [
    ...(await kafkaFindings(world, options, options.maxLag)),
    ...ready.flat(),
    ...(await examine('config-service', 'give it a token of an administrator', async () =>
      apiFindings(await openApi(world, options)),
    )),
  ];
  show(world, options.json, { findings }, () => findingLines(findings));
  if (findings.some(({ isOk }) => !isOk)) world.fail();
}

/** MongoDB is seen through config-service's readiness: nobody else may have its password. */
function servicesOf(
  world: World,
  options: DoctorOptions,
): readonly { readonly name: string; readonly url: string }[] {
  const local = localServices();
  const urlsOf = (name: string, named: readonly string[] | undefined) =>
    (named ?? local.filter((one) => one.name === name).map(({ url }) => url)).map((url) => ({ name, url }));
  return [
    { name: 'config-service', url: apiUrl(world, options) },
    ...urlsOf('dispatcher', options.dispatcherUrl),
    ...urlsOf('delivery-worker', options.workerUrl),
  ];
}

function findingLines(findings: readonly Finding[]): readonly string[] {
  const wrong = findings.filter(({ isOk }) => !isOk);
  const rows = findings.map(({ check, isOk, detail, remedy }) => [
    ...[isOk ? 'ok' : 'wrong', check, detail, remedy ?? ''],
  ]);
  return [
    ...table(['', 'what', 'how it is', 'what to do'], rows),
    wrong.length === 0 ? 'everything is all right' : `${String(wrong.length)} things are wrong`,
  ];
}
