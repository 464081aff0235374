import tab from '@bomb.sh/tab/commander';
import { Command } from 'commander';
import { addAudit } from './commands/audit.ts';
import { addDead } from './commands/dead.ts';
import { addDeliveries } from './commands/deliveries.ts';
import { addDoctor } from './commands/doctor.ts';
import { addEvents } from './commands/events.ts';
import { addHealth } from './commands/health.ts';
import { addIntegrations } from './commands/integrations.ts';
import { addKeys } from './commands/keys.ts';
import { addSettings } from './commands/settings.ts';
import { addTokens } from './commands/tokens.ts';
import { addTopics } from './commands/topics.ts';
import type { World } from './world.ts';

const COMPLETION = 'completion';
const COMMANDS = [
  ...[addDoctor, addIntegrations, addDeliveries, addEvents, addDead, addHealth],
  ...[addSettings, addKeys, addTokens, addTopics, addAudit],
];

/** All commands of `patchbay`. Parsing throws what is wrong instead of ending the process. */
export function createProgram(world: World): Command {
  const program = new Command('patchbay')
    .description('Operates an installation of Patchbay: asks config-service, and Kafka where it has to.')
    .exitOverride()
    .showHelpAfterError('(--help says more)')
    .configureOutput({ writeOut: trimmed(world.write), writeErr: trimmed(world.note) });
  for (const add of COMMANDS) add(program, world);
  // Adds `completion SHELL`, which writes the script, and the hidden command that the script asks.
  tab(program, { completionCommandName: COMPLETION });
  program.commands
    .find((command) => command.name() === COMPLETION)
    ?.description('writes a script for a shell that then completes commands and options');
  return program;
}

/** commander ends its texts with a line end, as the world's writers do. */
function trimmed(write: (text: string) => void): (text: string) => void {
  return (text) => {
    write(text.replace(/\n$/, ''));
  };
}
