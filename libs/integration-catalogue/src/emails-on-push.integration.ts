import { defineIntegration, field, skip } from '@patchbay/integration-contracts';
import { BRANCHES } from './branches/branch-field.ts';
import { branchVerdict } from './branches/branch-verdict.ts';
import { pushBody, pushSubject, pusherAddress } from './mail/push-mail.ts';
import { recipientMails } from './mail/recipient-mails.ts';
import { mailAddresses } from './mail/recipients.ts';

const MAX_RECIPIENTS = 750;

export const emailsOnPush = defineIntegration({
  name: 'emails_on_push',
  title: 'Emails on push',
  summary: 'Mails the commits of each push to a list of addresses.',
  help: 'Mails go out through the mail server of this installation. Events hold no diffs, so mails name the changed files and link to the changes.',
  category: 'common',
  fields: {
    send_from_committer_email: field.checkbox({
      title: 'Send from the pusher',
      checkboxLabel: 'Use the address of whoever pushed as the sender',
      help: 'Only when GitLab tells it and it belongs to the domain of GitLab.',
      section: 'configuration',
    }),
    disable_diffs: field.checkbox({
      title: 'Leave changes out',
      checkboxLabel: 'Do not list the changed files',
      section: 'configuration',
    }),
    branches_to_be_notified: field.select({ ...BRANCHES, default: 'all' }),
    recipients: field.textarea({
      title: 'Recipients',
      help: 'Addresses separated by blanks or line ends, at most 750.',
      placeholder: 'tanuki@example.com ops@example.com',
      required: true,
      // 750 addresses of ordinary length.
      maxLength: 65_536,
      section: 'configuration',
      example: 'crew@example.com\nops@example.com',
    }),
  },
  events: { supported: ['push', 'tag_push'], default: ['push', 'tag_push'] },
  problems: {
    no_address: 'must have at least one mail address',
    too_many_addresses: 'must have at most 750 addresses',
  },
  validate: ({ recipients = '' }) => {
    const { length } = mailAddresses(recipients);
    if (length > MAX_RECIPIENTS) return { recipients: 'too_many_addresses' };
    return length === 0 ? { recipients: 'no_address' } : {};
  },
  filter: ({ settings, facts, trigger }) =>
    trigger === 'tag_push' || branchVerdict(settings.branches_to_be_notified, facts),
  requests: ({ settings, event: { view, payload } }) => {
    if (!view.isNew && !view.isRemoved && view.commits.length === 0) return skip('the push names no commits');
    const sender = settings.send_from_committer_email ? pusherAddress(view) : undefined;
    return recipientMails(settings.recipients, {
      subject: pushSubject(view),
      body: pushBody(view, payload, !settings.disable_diffs),
      ...(sender !== undefined && { from: sender, replyTo: sender }),
    });
  },
});
