import pc from 'picocolors';
import { InterruptedError, StackError, interruption } from '../local-stack/index.ts';
import { ServiceError } from '../services/index.ts';
import { USAGE, parseCommand } from './fuzz-command.ts';
import type { FuzzCommand } from './fuzz-command.ts';
import { installSchemathesis, runSchemathesis } from './schemathesis.ts';
import { WORK_FOLDER, withTarget } from './target.ts';

const USAGE_STATUS = 2;

async function main(command: FuzzCommand): Promise<number> {
  const signal = interruption();
  const say = (line: string): void => {
    console.log(line);
  };
  const library = await installSchemathesis(WORK_FOLDER, signal);
  const code = await withTarget({ signal, say }, ({ url, adminToken, ...target }) =>
    runSchemathesis(library, {
      ...target,
      ...{ documentUrl: `${url}/api/openapi.json`, token: adminToken, command, signal },
    }),
  );
  signal.throwIfAborted();
  return code ?? 1;
}

function readCommand(): FuzzCommand | undefined {
  try {
    return parseCommand(process.argv.slice(2));
  } catch (error) {
    console.error(`fuzz-api: ${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return undefined;
  }
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

const command = readCommand();
if (command === undefined) process.exitCode = USAGE_STATUS;
else if (command.isHelp) console.log(USAGE);
else {
  try {
    process.exitCode = await main(command);
  } catch (error) {
    explain(error);
  }
}
