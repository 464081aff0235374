import { compose } from './docker-compose.ts';
import { awaitServing, killServer, runnableRecord, startServer, stopServer } from './embedded-server.ts';
import { isAlive } from './processes.ts';
import { runCommand } from './run-command.ts';
import { environmentNames } from './resolution.ts';
import { StackError } from './stack-error.ts';
import { readState, updateComponent, type ComponentName, type ComponentRecord } from './state-file.ts';
import type { StackPaths } from './paths.ts';

/** Fault injection for one server. It works from any process: all it knows is in the state file. */
export interface ComponentControl {
  /** Ends it in an orderly way; its data stays. */
  stop(): Promise<void>;
  /** Starts it again on the same port; resolves when it serves. */
  start(): Promise<void>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** Undefined while it is stopped, and for one that runs in a container. */
  pid(): number | undefined;
}

export function componentControl(paths: StackPaths, name: ComponentName): ComponentControl {
  const { stateFile } = paths;
  const current = (): ComponentRecord | undefined => readState(stateFile)?.components[name];
  const act = async (verb: 'stop' | 'start' | 'kill'): Promise<void> => {
    const state = readState(stateFile);
    const record = state?.components[name];
    if (record?.provider === 'environment') {
      throw new StackError(
        `${environmentNames[name]} names a server that this stack cannot ${verb}: unset it to test outages`,
      );
    }
    if (record?.provider === 'docker') {
      await compose({ project: state?.composeProject ?? '', ports: {}, run: runCommand }, [verb, name]);
      if (verb === 'start' && record.port !== undefined) await awaitServing(name, record.port);
    } else if (verb === 'start') {
      await startAgain(stateFile, name);
    } else {
      await (verb === 'stop' ? stopServer(name, record) : killServer(record));
      updateComponent(stateFile, name, forgetProcess);
    }
  };
  return {
    stop: () => act('stop'),
    start: () => act('start'),
    kill: () => act('kill'),
    pid: () => {
      const running = current()?.process;
      return running !== undefined && isAlive(running) ? running.pid : undefined;
    },
  };
}

async function startAgain(stateFile: string, name: ComponentName): Promise<void> {
  const record = runnableRecord(stateFile, name);
  if (record.process !== undefined && isAlive(record.process)) return;
  await startServer(stateFile, name, { record });
}

function forgetProcess(record: ComponentRecord | undefined): ComponentRecord {
  if (record === undefined) throw new StackError('the stack was stopped meanwhile');
  const { process: _ended, ...rest } = record;
  return rest;
}
