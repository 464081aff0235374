import { compose } from './docker-compose.ts';
import { stopServer } from './embedded-server.ts';
import { runCommand } from './run-command.ts';
import type { ComponentName, StackState } from './state-file.ts';

/** Ends what a state file records, except for `keep`; what the environment names is not ours to end. All are tried before an error is thrown. */
export async function endComponents(
  state: StackState,
  { keep = [] }: { keep?: readonly ComponentName[] } = {},
): Promise<void> {
  const names = (Object.keys(state.components) as ComponentName[]).filter((name) => !keep.includes(name));
  const contained = names.filter((name) => state.components[name]?.provider === 'docker');
  const work = names
    .filter((name) => !contained.includes(name))
    .map((name) => stopServer(name, state.components[name]));
  if (contained.length > 0 && state.composeProject !== undefined) {
    const args = keep.length > 0 ? ['stop', ...contained] : ['down'];
    work.push(compose({ project: state.composeProject, ports: {}, run: runCommand }, args));
  }
  const failed = (await Promise.allSettled(work)).find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
