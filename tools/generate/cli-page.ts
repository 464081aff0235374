import type { Command, Option } from 'commander';
import { commandLine } from '../patchbay/index.ts';
import { code, codeBlock, generatedNote, page, table } from './markdown.ts';

/** Reference of the command line, made of the definitions that it runs by. */
export function cliPage(): string {
  const program = commandLine();
  const groups = visible(program);
  return page(
    generatedNote('tools/patchbay'),
    '# Command line',
    `${program.description()} \`npm ci\` brings it: \`npx patchbay …\` in this folder runs it on the project's own Node.`,
    'It ends with 0 when what was asked for was done and nothing is wrong, with 1 when not, and with 2 when the command was written ' +
      'wrongly. Results go to standard output, remarks and progress to standard error; with `--json` every result is JSON.',
    table(
      ['Variable', 'What it says'],
      [
        ['`PATCHBAY_URL`', 'where config-service is, where `--url` does not'],
        ['`PATCHBAY_TOKEN`', 'access token, where neither `--token-file` nor `--token` names one'],
        [
          '`KAFKA_BROKERS`',
          'brokers, where `--kafka-brokers` does not; the other `KAFKA_…` variables hold as for the services',
        ],
      ],
    ),
    table(
      ['Command', 'What it does'],
      groups
        .flatMap(leaves)
        .map((leaf) => [`[${code(nameOf(leaf))}](#${anchorOf(leaf)})`, leaf.description()]),
    ),
    'To complete commands and options in a shell, put `node_modules/.bin` on the `PATH`, then `source <(patchbay completion bash)`, or ' +
      '`zsh`; for fish `patchbay completion fish | source`.',
    'Where there is nothing but the images, that of config-service does the same as `topics create` and makes the indexes of MongoDB: ' +
      '`node apps/config-service/dist/migrate.js`, with `--check` the same as `topics check`. The Job in `k8s/components/migration` runs it.',
    ...groups.flatMap(leaves).map(section),
  );
}

function visible(command: Command): readonly Command[] {
  return command
    .createHelp()
    .visibleCommands(command)
    .filter((one) => one.name() !== 'help');
}

function leaves(command: Command): readonly Command[] {
  const below = visible(command);
  return below.length === 0 ? [command] : below.flatMap(leaves);
}

function nameOf(command: Command): string {
  return command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`;
}

function anchorOf(command: Command): string {
  return nameOf(command).replaceAll(' ', '-');
}

function section(command: Command): string {
  const help = command.createHelp();
  const rows = [
    ...help.visibleArguments(command).map((one) => [code(help.argumentTerm(one)), one.description]),
    ...help
      .visibleOptions(command)
      .filter(({ long }) => long !== '--help')
      .map((one) => [code(one.flags), meaningOf(one)]),
  ];
  const name = nameOf(command);
  return [
    `## ${name}`,
    sentence(command.description()),
    codeBlock('sh', `${name} ${command.usage()}`),
    ...(rows.length > 0 ? [table(['', 'Meaning'], rows)] : []),
  ].join('\n\n');
}

function meaningOf({ description, argChoices, defaultValue, mandatory }: Option): string {
  const isTold = ['string', 'number'].includes(typeof defaultValue);
  const notes = [
    ...(mandatory ? ['must be given'] : []),
    ...(argChoices === undefined ? [] : [`one of ${argChoices.map(code).join(', ')}`]),
    ...(isTold ? [`${code(String(defaultValue))} when absent`] : []),
  ];
  return [description, ...notes].join('; ');
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
