import { CommanderError } from 'commander';
import { ConfigError } from '@patchbay/service-kit/config';
import { AuditError } from '../audit/index.ts';
import { StackError } from '../local-stack/index.ts';
import { CliError, UsageError } from './cli-error.ts';
import { createProgram } from './program.ts';
import type { World } from './world.ts';

const FAILED = 1;
const USAGE = 2;

/**
 * Runs one command.
 * @param args what is written behind `patchbay`
 * @returns 0 when it was done, 1 when not, 2 when it was written wrongly
 * @throws what no person at the terminal can put right
 */
export async function runProgram(args: readonly string[], world: Omit<World, 'fail'>): Promise<number> {
  let code = 0;
  const fail = (): void => {
    code = FAILED;
  };
  try {
    await createProgram({ ...world, fail }).parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    // commander has said already what is wrong; help that was asked for comes this way as well.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
    if (error instanceof Error && error.name === 'AbortError') {
      world.note('interrupted; what config-service has begun goes on');
      return FAILED;
    }
    if (!isForPeople(error)) throw error;
    world.note(error.message);
    return error instanceof UsageError ? USAGE : FAILED;
  }
}

function isForPeople(error: unknown): error is Error {
  const kinds = [CliError, AuditError, StackError, ConfigError];
  return kinds.some((kind) => error instanceof kind) || isFromKafka(error);
}

/** What a broker refuses is no defect of the command: no permission, wrong password, no leader. */
function isFromKafka(error: unknown): boolean {
  return error instanceof Error && error.name.startsWith('KafkaJS');
}
