import pc from 'picocolors';
import { interruption, InterruptedError } from './interruption.ts';
import { StackError } from './stack-error.ts';
import { parseCommand, usage, type StackCommand } from './stack-command.ts';
import { stackStatus } from './stack-status.ts';
import { startDetachedStack } from './stack.ts';
import { stackPaths } from './paths.ts';
import { takeDown } from './take-down.ts';
import { readState } from './state-file.ts';
import { environmentNames } from './resolution.ts';

async function run({ verb, dataDir }: StackCommand): Promise<number> {
  const paths = stackPaths(dataDir);
  switch (verb) {
    case 'up': {
      await startDetachedStack({ dataDir: paths.dataDir, signal: interruption() });
      printExports(paths.stateFile);
      return 0;
    }
    case 'down':
    case 'reset':
      console.log(await takeDown(paths, { withData: verb === 'reset' }));
      return 0;
    case 'status': {
      const { text, isComplete } = await stackStatus(paths);
      console.log(text);
      return isComplete ? 0 : 1;
    }
    case 'help':
      console.log(usage);
      return 0;
  }
}

/** For `eval "$(npm run --silent stack -- up)"`. What came from the environment is there already, and may hold a password. */
function printExports(stateFile: string): void {
  const components = readState(stateFile)?.components ?? {};
  for (const name of ['kafka', 'mongo'] as const) {
    const component = components[name];
    if (component === undefined) continue;
    const variable = environmentNames[name];
    console.log(
      component.provider === 'environment'
        ? `# ${variable} is set already`
        : `export ${variable}='${component.address}'`,
    );
  }
}

try {
  process.exitCode = await run(parseCommand(process.argv.slice(2)));
} catch (error) {
  if (error instanceof InterruptedError) {
    console.error(`${error.message}; nothing was left running`);
    process.exitCode = error.exitCode;
  } else if (error instanceof StackError) {
    console.error(pc.red(error.message));
    process.exitCode = 1;
  } else throw error;
}
