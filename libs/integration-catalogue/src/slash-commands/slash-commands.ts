import { hash, timingSafeEqual } from 'node:crypto';
import type { ChatCommand } from '@patchbay/integration-contracts';

/** Form fields of a slash command; Mattermost took them over from Slack. Source: Slack, "Slash commands". */
export const COMMAND_PARAMETERS = [
  'token',
  'text',
  'user_id',
  'user_name',
  'team_id',
  'team_domain',
  'channel_id',
  'channel_name',
  'command',
  'response_url',
] as const;

/** Source: the commands of GitLab's chat integrations. */
export const CHAT_COMMANDS: readonly ChatCommand[] = [
  { name: 'help', usage: 'help', summary: 'Lists the commands' },
  { name: 'issue_show', usage: 'issue show <id>', summary: 'Shows an issue' },
  { name: 'issue_new', usage: 'issue new <title>⏎<description>', summary: 'Opens an issue' },
  { name: 'issue_search', usage: 'issue search <words>', summary: 'Finds issues' },
  { name: 'issue_close', usage: 'issue close <id>', summary: 'Closes an issue' },
  { name: 'issue_comment', usage: 'issue comment <id>⏎<comment>', summary: 'Comments on an issue' },
  { name: 'issue_move', usage: 'issue move <id> to <project>', summary: 'Moves an issue to another project' },
  {
    name: 'deploy',
    usage: 'deploy <environment> to <environment>',
    summary: 'Deploys what is in one environment to another',
  },
  { name: 'run', usage: 'run <job> <arguments>', summary: 'Runs a CI/CD job' },
  { name: 'incident_declare', usage: 'incident declare', summary: 'Declares an incident' },
];

/** Whether the call has the token of the settings. Takes as long for a near miss as for any other. */
export function hasToken(
  { token: expected }: { readonly token: string },
  { token }: Readonly<Record<string, string>>,
): boolean {
  if (token === undefined || expected === '') return false;
  // Of hashes, since the comparison needs texts of one length.
  return timingSafeEqual(hash('sha256', token, 'buffer'), hash('sha256', expected, 'buffer'));
}
