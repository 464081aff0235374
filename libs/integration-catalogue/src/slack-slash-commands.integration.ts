import { defineIntegration, field } from '@patchbay/integration-contracts';
import { slackReply } from './slash-commands/command-reply.ts';
import { CHAT_COMMANDS, COMMAND_PARAMETERS, hasToken } from './slash-commands/slash-commands.ts';

export const slackSlashCommands = defineIntegration({
  name: 'slack_slash_commands',
  title: 'Slack slash commands',
  summary: 'Lets people look after issues, jobs and deployments from Slack.',
  help: 'In Slack, add the app *Slash Commands*, let it POST to the trigger address of this integration, and copy its token.',
  category: 'chat',
  fields: {
    token: field.password({
      title: 'Token',
      help: 'What Slack shows for the command; calls with another one are refused.',
      required: true,
      section: 'connection',
      example: 'slack-command-token-1f6a',
    }),
  },
  events: { supported: [] },
  inbound: {
    parameters: COMMAND_PARAMETERS,
    commands: CHAT_COMMANDS,
    isGenuine: hasToken,
    reply: slackReply,
  },
});
