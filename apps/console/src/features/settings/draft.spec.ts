import { endangeredSecrets, isChanged, parametersOf, untouched, withValue } from './draft.ts';
import type { FormField, LoadedSettings } from './form-metadata.ts';

const field = (name: string, more: Partial<FormField> = {}): FormField => ({
  ...{ name, type: 'text', title: name, required: false, secret: false },
  ...more,
});

const FIELDS = [
  field('url', { type: 'url', exposes_secrets: true }),
  field('token', { type: 'password', secret: true }),
  field('notify', { type: 'checkbox', default: false }),
  field('channel', { when: { field: 'notify', is: true } }),
  field('legacy', { api_only: true }),
];
const PUSH = { name: 'push_events', triggers: ['push'], title: 'Push', description: '', default: true };

function aForm(
  state: Partial<LoadedSettings['form']['state']> = {},
  etag: string | null = '"1-a"',
): LoadedSettings {
  return {
    etag,
    form: {
      ...{ name: 'tool', slug: 'tool', title: 'Tool', summary: '', category: 'common', levels: ['project'] },
      ...{ multiple: false, fields: FIELDS, events: [PUSH] },
      state: {
        ...{ active: true, health: 'healthy', inherited: false, inherited_from: null },
        ...{
          properties: { url: 'https://a.example' },
          stored_secrets: ['token'],
          events: { push_events: true },
        },
        ...state,
      },
    },
  };
}

const fieldNamed = (name: string): FormField => FIELDS.find((one) => one.name === name) ?? field(name);

describe('a draft of settings', () => {
  it('changes nothing until something is typed', () => {
    const loaded = aForm();
    expect(isChanged(loaded, untouched(loaded))).toBe(false);
    expect(parametersOf(loaded, untouched(loaded))).toEqual({});
  });

  it('sends what was changed, and no more', () => {
    const loaded = aForm();
    const draft = withValue(untouched(loaded), fieldNamed('notify'), true);
    expect(parametersOf(loaded, draft)).toEqual({ notify: true });
  });

  it('clears what was emptied', () => {
    const loaded = aForm();
    const draft = withValue(untouched(loaded), fieldNamed('url'), '');
    expect(parametersOf(loaded, draft)).toEqual({ url: null });
  });

  it('does not send a field that is not asked for', () => {
    const loaded = aForm();
    const draft = withValue(untouched(loaded), fieldNamed('channel'), '#ops');
    expect(parametersOf(loaded, draft)).toEqual({});
    expect(parametersOf(loaded, withValue(draft, fieldNamed('notify'), true))).toEqual({
      notify: true,
      channel: '#ops',
    });
  });

  it('sends everything where the scope has no settings of its own yet', () => {
    const loaded = aForm({ inherited: true, inherited_from: 'instance' }, null);
    const draft = { ...untouched(loaded), inherits: false };
    expect(parametersOf(loaded, draft)).toEqual({
      url: 'https://a.example',
      notify: false,
      push_events: true,
    });
  });

  it('keeps a stored secret unless another one is typed', () => {
    const loaded = aForm();
    const draft = withValue(untouched(loaded), fieldNamed('token'), 'new');
    expect(parametersOf(loaded, draft)).toEqual({ token: 'new' });
    expect(parametersOf(loaded, withValue(draft, fieldNamed('token'), ''))).toEqual({});
  });

  it('warns of secrets that a new address would make the server forget', () => {
    const loaded = aForm();
    const draft = withValue(untouched(loaded), fieldNamed('url'), 'https://b.example');
    expect([...endangeredSecrets(loaded, draft)]).toEqual(['token']);
    expect([...endangeredSecrets(loaded, withValue(draft, fieldNamed('token'), 'new'))]).toEqual([]);
  });

  it('warns that inherited secrets do not come with own settings', () => {
    const loaded = aForm({ inherited: true, inherited_from: 'instance' }, null);
    expect([...endangeredSecrets(loaded, untouched(loaded))]).toEqual([]);
    expect([...endangeredSecrets(loaded, { ...untouched(loaded), inherits: false })]).toEqual(['token']);
  });
});
