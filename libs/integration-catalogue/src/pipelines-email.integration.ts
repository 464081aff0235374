import { defineIntegration, field, skip } from '@patchbay/integration-contracts';
import { BRANCHES } from './branches/branch-field.ts';
import { chatFilter } from './chat/chat-filter.ts';
import { pipelineBody, pipelineHeaders, pipelineOutcome, pipelineSubject } from './mail/pipeline-mail.ts';
import { recipientMails } from './mail/recipient-mails.ts';
import { mailAddresses } from './mail/recipients.ts';

const MAX_RECIPIENTS = 30;

export const pipelinesEmail = defineIntegration({
  name: 'pipelines_email',
  title: 'Pipeline status emails',
  summary: 'Mails how pipelines ended to a list of addresses.',
  help: 'Mails go out through the mail server of this installation.',
  category: 'common',
  fields: {
    recipients: field.textarea({
      title: 'Recipients',
      help: 'Addresses separated by commas, blanks or line ends, at most 30.',
      placeholder: 'tanuki@example.com, ops@example.com',
      required: true,
      section: 'configuration',
      example: 'crew@example.com, ops@example.com',
    }),
    notify_only_broken_pipelines: field.checkbox({
      title: 'Only broken pipelines',
      checkboxLabel: 'Send no mail about pipelines that passed',
      default: true,
      routing: true,
      section: 'configuration',
    }),
    notify_only_when_pipeline_status_changes: field.checkbox({
      title: 'Only changes of pipeline status',
      checkboxLabel: 'Send mail when a branch breaks and when it is fixed, not each time it fails again',
      routing: true,
      section: 'configuration',
    }),
    branches_to_be_notified: field.select({ ...BRANCHES, default: 'default' }),
    notify_only_default_branch: field.checkbox({
      title: 'Only the default branch',
      help: 'Older form of the choice of branches; when it is on, the other one does not count.',
      apiOnly: true,
      routing: true,
      section: 'configuration',
    }),
    notify_child_pipelines: field.checkbox({
      title: 'Child pipelines',
      checkboxLabel: 'Mail about child pipelines too',
      default: true,
      section: 'configuration',
    }),
  },
  events: { supported: ['pipeline'], default: ['pipeline'], configurable: [] },
  problems: {
    no_address: 'must have at least one mail address',
    too_many_addresses: 'must have at most 30 addresses',
  },
  validate: ({ recipients = '' }) => {
    const { length } = mailAddresses(recipients);
    if (length > MAX_RECIPIENTS) return { recipients: 'too_many_addresses' };
    return length === 0 ? { recipients: 'no_address' } : {};
  },
  filter: ({ settings, facts, trigger }) => {
    const branches = settings.notify_only_default_branch ? 'default' : settings.branches_to_be_notified;
    return chatFilter({ settings: { ...settings, branches_to_be_notified: branches }, facts, trigger });
  },
  requests: ({ settings, event: { view, facts } }) => {
    const outcome = pipelineOutcome(facts);
    if (outcome === undefined) return skip('the pipeline has not ended in success or failure');
    if (view.source === 'parent_pipeline' && !settings.notify_child_pipelines)
      return skip('child pipelines are left out');
    return recipientMails(settings.recipients, {
      subject: pipelineSubject(view, outcome),
      headers: pipelineHeaders(view),
      body: pipelineBody(view, outcome),
    });
  },
});
