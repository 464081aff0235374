import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { composeFile, type StackPaths } from './paths.ts';
import type { RunCommand } from './run-command.ts';
import { StackError } from './stack-error.ts';
import type { ComponentName } from './state-file.ts';

type ComposePorts = Partial<Record<ComponentName, number>>;

const engineMs = 3_000;
const upMs = 10 * 60_000;

/** Whether an engine answers and can run a compose file; a client alone (common in CI images) is not enough. */
export async function isDockerUsable(run: RunCommand): Promise<boolean> {
  const engine = await run('docker', ['info', '--format', '{{.ServerVersion}}'], { timeoutMs: engineMs });
  if (engine.code !== 0 || engine.stdout.trim() === '') return false;
  return (await run('docker', ['compose', 'version'], { timeoutMs: engineMs })).code === 0;
}

/** One project per data folder, so that two stacks have their own containers and volumes. */
export function composeProject({ dataDir }: StackPaths): string {
  const digest = createHash('sha256').update(dataDir).digest('hex').slice(0, 8);
  return `patchbay-${basename(dataDir)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '-')}-${digest}`;
}

export interface Compose {
  project: string;
  ports: ComposePorts;
  run: RunCommand;
  signal?: AbortSignal | undefined;
}

export async function compose({ project, ports, run, signal }: Compose, args: string[]): Promise<void> {
  const { code, stderr } = await run('docker', ['compose', '-p', project, '-f', composeFile, ...args], {
    signal,
    timeoutMs: upMs,
    env: {
      ...(ports.kafka === undefined ? {} : { PATCHBAY_KAFKA_PORT: String(ports.kafka) }),
      ...(ports.mongo === undefined ? {} : { PATCHBAY_MONGO_PORT: String(ports.mongo) }),
    },
  });
  if (code !== 0)
    throw new StackError(`\`docker compose ${args.join(' ')}\` failed:\n${stderr.trim().slice(-2_000)}`);
}
