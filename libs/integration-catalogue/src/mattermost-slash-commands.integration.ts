import { defineIntegration, field } from '@patchbay/integration-contracts';
import { mattermostReply } from './slash-commands/command-reply.ts';
import { CHAT_COMMANDS, COMMAND_PARAMETERS, hasToken } from './slash-commands/slash-commands.ts';

export const mattermostSlashCommands = defineIntegration({
  name: 'mattermost_slash_commands',
  title: 'Mattermost slash commands',
  summary: 'Lets people look after issues, jobs and deployments from Mattermost.',
  help: 'In Mattermost, open *Integrations > Slash Commands*, add a command that POSTs to the trigger address of this integration, and copy its token.',
  category: 'chat',
  fields: {
    token: field.password({
      title: 'Token',
      help: 'What Mattermost shows for the command; calls with another one are refused.',
      required: true,
      section: 'connection',
      example: 'mattermost-command-token-1f6a',
    }),
  },
  events: { supported: [] },
  inbound: {
    parameters: COMMAND_PARAMETERS,
    commands: CHAT_COMMANDS,
    isGenuine: hasToken,
    reply: mattermostReply,
  },
});
