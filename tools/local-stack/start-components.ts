import { existsSync } from 'node:fs';
import { compose, composeProject } from './docker-compose.ts';
import { awaitServing, startServer } from './embedded-server.ts';
import { externalComponent } from './external-component.ts';
import { kafkaJarsFolder, prepareKafka } from './kafka-launch.ts';
import { prepareMongo } from './mongo-launch.ts';
import { mongoUri } from './mongo-replica-set.ts';
import type { StackPaths } from './paths.ts';
import { loopback, pickPort } from './ports.ts';
import { requireAll, type Prerequisite } from './prerequisites.ts';
import type { Progress } from './progress.ts';
import { environmentNames } from './resolution.ts';
import { runCommand } from './run-command.ts';
import { createUsers } from './mongo-users.ts';
import type { StackSecurity } from './stack-security.ts';
import { updateComponent, type ComponentName, type Provider } from './state-file.ts';

export interface ComponentsToStart {
  paths: StackPaths;
  /** Only those that are not running already. */
  providers: Partial<Record<ComponentName, Provider>>;
  /** False for stacks beside the one a person works with: they leave 9092 and 27017 alone. */
  useUsualPorts: boolean;
  /** Absent where everybody may connect. */
  security?: StackSecurity | undefined;
  progress: Progress;
  signal: AbortSignal;
}

interface ChosenPorts {
  kafka: number;
  mongo: number;
  kafkaController: number;
  kafkaInternal: number;
}

const usualPorts: ChosenPorts = { kafka: 9092, mongo: 27_017, kafkaController: 9093, kafkaInternal: 9094 };

/** Starts both at once. If one fails the other is called off; whoever calls this then ends what the state file records. */
export async function startComponents(wanted: ComponentsToStart): Promise<void> {
  const names = (['kafka', 'mongo'] as const).filter((name) => wanted.providers[name] !== undefined);
  if (wanted.providers.kafka === 'embedded') await requireForKafka(wanted.paths);
  const ports = await choosePorts(wanted.useUsualPorts);
  const failed = new AbortController();
  const signal = AbortSignal.any([wanted.signal, failed.signal]);
  const contained = names.filter((name) => wanted.providers[name] === 'docker');
  const starts = names
    .filter((name) => !contained.includes(name))
    .map((name) => startOne(name, { ...wanted, signal }, ports));
  if (contained.length > 0) starts.push(startContainers(contained, { ...wanted, signal }, ports));
  let cause: unknown;
  const settled = starts.map((start) =>
    start.catch((error: unknown) => {
      // Only the first failure tells the cause; the rest were called off because of it.
      cause ??= error;
      failed.abort(error);
    }),
  );
  await Promise.all(settled);
  if (failed.signal.aborted) throw cause;
}

async function startOne(name: ComponentName, wanted: ComponentsToStart, ports: ChosenPorts): Promise<void> {
  const { paths, signal, progress, security } = wanted;
  if (wanted.providers[name] === 'environment') {
    const external = await externalComponent(name, process.env[environmentNames[name]] ?? '');
    updateComponent(paths.stateFile, name, () => external);
    return;
  }
  const report = (text: string): void => {
    progress.report(name, text);
  };
  const common = { run: runCommand, signal, report, security };
  const record =
    name === 'kafka'
      ? await prepareKafka({
          ...common,
          paths,
          ports: { broker: ports.kafka, controller: ports.kafkaController, internal: ports.kafkaInternal },
        })
      : await prepareMongo(paths, ports.mongo, { ...common, downloads: paths.downloads });
  report(`starting on port ${record.port}`);
  await startServer(paths.stateFile, name, { record, signal });
  if (name === 'mongo' && security !== undefined) await createUsers(record.port, security);
  report(`ready on port ${record.port}`);
}

async function startContainers(
  names: ComponentName[],
  wanted: ComponentsToStart,
  ports: ChosenPorts,
): Promise<void> {
  const { paths, progress, signal } = wanted;
  const project = composeProject(paths);
  for (const name of names) {
    progress.report(name, `starting its container on port ${ports[name]}`);
    updateComponent(paths.stateFile, name, () => ({
      provider: 'docker',
      address: name === 'kafka' ? `${loopback}:${ports.kafka}` : mongoUri(ports.mongo),
      origin: `service ${name} of Docker Compose project ${project}`,
      port: ports[name],
    }));
  }
  await compose({ project, ports, run: runCommand, signal }, ['up', '-d', '--wait', ...names]);
  await Promise.all(names.map((name) => awaitServing(name, ports[name], signal)));
  for (const name of names) progress.report(name, `ready on port ${ports[name]}`);
}

async function requireForKafka({ downloads }: StackPaths): Promise<void> {
  const needed: Prerequisite[] = ['java'];
  if (!existsSync(await kafkaJarsFolder(downloads))) needed.push('maven');
  await requireAll(needed, runCommand);
}

async function choosePorts(useUsual: boolean): Promise<ChosenPorts> {
  const taken = new Set<number>();
  const pick = (name: keyof ChosenPorts): Promise<number> =>
    pickPort(useUsual ? usualPorts[name] : undefined, taken);
  return {
    kafka: await pick('kafka'),
    mongo: await pick('mongo'),
    kafkaController: await pick('kafkaController'),
    kafkaInternal: await pick('kafkaInternal'),
  };
}
