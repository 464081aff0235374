import { CATALOGUE } from '@patchbay/integration-catalogue';
import { runCheckPayloads } from './command.ts';

process.exitCode = await runCheckPayloads(process.argv.slice(2), {
  catalogue: CATALOGUE,
  print: (line) => {
    console.log(line);
  },
  printError: (line) => {
    console.error(line);
  },
});
