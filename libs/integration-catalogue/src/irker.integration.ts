import { defineIntegration, field, lines, skip } from '@patchbay/integration-contracts';
import { ircRecipients } from './irc/irc-recipients.ts';
import { pushLines } from './irc/push-lines.ts';

/** Source: irkerd(8). */
export const irker = defineIntegration({
  name: 'irker',
  title: 'irker (IRC gateway)',
  summary: 'Tells IRC channels about pushes, through an irker daemon.',
  help: 'Needs a running `irkerd` that can be reached from here. It joins the channels by itself.',
  category: 'common',
  fields: {
    server_host: field.text({
      title: 'Server host',
      help: 'Where irkerd listens.',
      default: 'localhost',
      pattern: /^[\w.:-]+$/,
      patternHint: 'must be a host name or an IP address',
      section: 'connection',
      example: 'irker.example.com',
    }),
    server_port: field.number({
      title: 'Server port',
      help: 'Port of irkerd.',
      default: 6659,
      min: 1,
      max: 65_535,
      section: 'connection',
    }),
    default_irc_uri: field.text({
      title: 'Default IRC server',
      help: 'Put in front of recipients that are names alone.',
      placeholder: 'irc://irc.example.net:6697/',
      section: 'connection',
      example: 'ircs://irc.example.net:6697/',
    }),
    recipients: field.textarea({
      title: 'Recipients',
      help: 'Channels or people, separated by blanks: whole irc:// addresses, or names on the default server; name,isnick for a person.',
      placeholder: 'irc://irc.example.net/channel #other',
      required: true,
      section: 'configuration',
      example: '#engine irc://irc.example.org/rockets',
    }),
    colorize_messages: field.checkbox({
      title: 'Colours',
      checkboxLabel: 'Colour the messages',
      section: 'configuration',
    }),
  },
  events: { supported: ['push'], default: ['push'], configurable: [] },
  problems: { no_channel: 'must have at least one IRC channel or person, or needs a default server' },
  validate: ({ recipients = '', default_irc_uri: server }) =>
    ircRecipients(recipients, server).length === 0 ? { recipients: 'no_channel' } : {},
  requests: ({ settings, event: { view, payload } }) => {
    const to = ircRecipients(settings.recipients, settings.default_irc_uri);
    const messages = pushLines(view, payload, settings.colorize_messages);
    if (messages.length === 0) return skip('the push has no commits');
    return lines({
      host: settings.server_host,
      port: settings.server_port,
      lines: messages.map((privmsg) => JSON.stringify({ to, privmsg })),
    });
  },
});
