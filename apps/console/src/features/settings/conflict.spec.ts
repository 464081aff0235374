import { disagreements, keyOf, merged } from './conflict.ts';
import { untouched, withValue } from './draft.ts';
import type { FormField, LoadedSettings } from './form-metadata.ts';

const field = (name: string): FormField => ({
  name,
  type: 'text',
  title: name,
  required: false,
  secret: false,
});
const [HOST, ROOM] = [field('host'), field('room')];

const withStored = (properties: Readonly<Record<string, unknown>>, isPushOn = true): LoadedSettings => ({
  etag: '"1-a"',
  form: {
    ...{ name: 'tool', slug: 'tool', title: 'Tool', summary: '', category: 'common', levels: ['project'] },
    ...{ multiple: false, fields: [HOST, ROOM] },
    events: [{ name: 'push_events', triggers: ['push'], title: 'Push', description: '', default: true }],
    state: {
      ...{ active: true, health: 'healthy', inherited: false, inherited_from: null, stored_secrets: [] },
      ...{ properties, events: { push_events: isPushOn } },
    },
  },
});

const base = withStored({ host: 'a', room: 'one' });
const mine = withValue(untouched(base), HOST, 'mine');

describe('two people who save the same settings', () => {
  it('do not disagree where each changed something else, and both changes stay', () => {
    const theirs = withStored({ host: 'a', room: 'theirs' }, false);
    expect(disagreements({ base, mine, theirs })).toEqual([]);
    const both = merged({ base, mine, theirs }, new Map());
    expect([both.values, both.events]).toEqual([{ host: 'mine', room: 'theirs' }, { push_events: false }]);
  });

  it('disagree where both changed the same, and the chosen side holds', () => {
    const theirs = withStored({ host: 'theirs', room: 'one' });
    const [one] = disagreements({ base, mine, theirs });
    expect(one).toEqual({ kind: 'value', name: 'host', mine: 'mine', theirs: 'theirs' });
    const key = one === undefined ? '' : keyOf(one);
    expect(merged({ base, mine, theirs }, new Map([[key, 'theirs']])).values['host']).toBe('theirs');
    expect(merged({ base, mine, theirs }, new Map()).values['host']).toBe('mine');
  });

  it('do not disagree where both changed the same in the same way', () => {
    expect(disagreements({ base, mine, theirs: withStored({ host: 'mine', room: 'one' }) })).toEqual([]);
  });

  it('keep the secrets that were typed here', () => {
    const typed = { ...mine, secrets: { token: 'new' } };
    expect(merged({ base, mine: typed, theirs: withStored({}) }, new Map()).secrets).toEqual({
      token: 'new',
    });
  });
});
