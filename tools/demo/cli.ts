import pc from 'picocolors';
import { InterruptedError, interruption } from '../local-stack/interruption.ts';
import { StackError } from '../local-stack/stack-error.ts';
import { ServiceError } from '../services/index.ts';
import { USAGE, parseCommand } from './demo-command.ts';
import type { DemoCommand } from './demo-command.ts';
import { withDemo } from './demo.ts';
import type { Demo } from './demo.ts';
import { Phases } from './phases.ts';
import { DEMO_RUN, runLive } from './run-live.ts';
import { runOnce } from './run-once.ts';
import { Tally } from './tally.ts';
import { welcome } from './welcome.ts';

async function main({ isOnce, eventCount, folder }: DemoCommand): Promise<number> {
  const phases = new Phases();
  const tally = new Tally();
  const death = new AbortController();
  const interrupted = interruption();
  const signal = AbortSignal.any([interrupted, death.signal]);
  const run = `${DEMO_RUN}${Date.now().toString(36)}`;
  let exitCode = 0;
  const use = async (demo: Demo): Promise<void> => {
    phases.say(pc.green('ready'));
    if (isOnce) exitCode = (await runOnce(demo, { phases, signal, tally, run, eventCount })) ? 0 : 1;
    else {
      console.log(welcome(demo, await demo.services.api.signInLink()));
      await runLive(demo, { signal, tally, run });
      console.log('stopping');
    }
  };
  const options = {
    folder,
    phases,
    signal,
    onRequest: tally.takeRequest.bind(tally),
    onError: (service: string, { level, msg }: { level: string; msg: string }) => {
      console.error(`${pc.red(`${service} ${level}`)} ${msg}`);
    },
    onDeath: (error: ServiceError) => {
      death.abort(error);
    },
  };
  await withDemo(options, use);
  if (death.signal.aborted) throw death.signal.reason;
  // Ctrl-C is how a demo without an end is meant to end.
  return interrupted.aborted && isOnce ? exitCodeOf(interrupted) : exitCode;
}

function exitCodeOf({ reason }: AbortSignal): number {
  return reason instanceof InterruptedError ? reason.exitCode : 1;
}

/** Failures that say themselves what to do need no stack trace. */
function explain(error: unknown): void {
  const reason: unknown = error instanceof Error && error.name === 'AbortError' ? error.cause : error;
  if (reason instanceof InterruptedError) {
    console.error(`${reason.message}; nothing was left running`);
    process.exitCode = reason.exitCode;
    return;
  }
  const isPlain = reason instanceof ServiceError || reason instanceof StackError;
  console.error(pc.red(isPlain ? reason.message : String(reason instanceof Error ? reason.stack : reason)));
  process.exitCode = 1;
}

try {
  const command = parseCommand(process.argv.slice(2));
  if (command.isHelp) console.log(USAGE);
  else process.exitCode = await main(command);
} catch (error) {
  explain(error);
}
