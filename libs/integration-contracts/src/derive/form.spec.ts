import { defineIntegration, field } from '../definition/index.ts';
import { integrationForm } from './form.ts';

const definition = defineIntegration({
  name: 'some_chat',
  title: 'Some Chat',
  summary: 'Posts to Some Chat.',
  category: 'chat',
  levels: ['project'],
  fields: {
    webhook: field.url({ help: 'Where to post.', required: true, secret: true, section: 'connection' }),
    api_key: field.password({ title: 'API key', apiOnly: true }),
    branches: field.select({ choices: [['All branches', 'all']], default: 'all' }),
    is_quiet: field.checkbox({ checkboxLabel: 'Be quiet' }),
  },
  events: { supported: ['push', 'issue', 'work_item', 'job'], configurable: ['push', 'issue', 'work_item'] },
  requests: () => [],
});

describe('integrationForm', () => {
  it('tells what a form needs to know of each field', () => {
    expect(integrationForm(definition)).toMatchObject({
      ...{ name: 'some_chat', slug: 'some-chat', levels: ['project'], multiple: false },
      fields: [
        {
          ...{ name: 'webhook', type: 'url', title: 'Webhook', help: 'Where to post.' },
          ...{ required: true, secret: true, section: 'connection' },
        },
        {
          name: 'api_key',
          type: 'password',
          title: 'API key',
          required: false,
          secret: true,
          api_only: true,
        },
        { name: 'branches', default: 'all', choices: [{ label: 'All branches', value: 'all' }] },
        { name: 'is_quiet', default: false, checkbox_label: 'Be quiet' },
      ],
    });
  });

  it('offers one switch for each event that can be configured, and one for those that share it', () => {
    const { events } = integrationForm(definition);
    expect(events.map(({ name, triggers, title }) => [name, triggers, title])).toEqual([
      ['push_events', ['push'], 'Push'],
      ['issues_events', ['issue', 'work_item'], 'Issue'],
    ]);
  });
});
