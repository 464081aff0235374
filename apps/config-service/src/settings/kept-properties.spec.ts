import { defineIntegration, field } from '@patchbay/integration-contracts';
import { KeyRing } from '@patchbay/service-kit/sealing';
import { someSettings } from '../testing/some-settings.ts';
import { keepProperties, openProperties, toRevision } from './kept-properties.ts';

const keys = KeyRing.parse(`k1:${Buffer.alloc(32, 1).toString('base64')}`);
const tracker = defineIntegration({
  ...{ name: 'tracker', title: 'Tracker', summary: 'For tests.', category: 'issue_tracker' },
  fields: {
    url: field.url({ dataField: true }),
    port: field.number({ dataField: true }),
    branches: field.text({ routing: true }),
    token: field.password({}),
  },
  events: { supported: [] },
});
const values = { url: 'https://one.example/', port: 443, branches: 'all', token: 'token-1' };
const keep = (given: Record<string, unknown>) => keepProperties(keys, tracker, { id: 'i1', values: given });
const sealedOf = (kept: ReturnType<typeof keep>) =>
  kept.sealed === null ? undefined : keys.open(kept.sealed, 'i1');

describe('properties as they are kept', () => {
  it('are typed and in clear where they are data fields, and sealed elsewhere; none is in both', () => {
    const kept = keep(values);
    expect(kept.data).toEqual({ url: 'https://one.example/', port: 443 });
    expect(kept.routing).toEqual({ branches: 'all' });
    expect(sealedOf(kept)).toEqual({ branches: 'all', token: 'token-1' });
  });

  it('stay sealed when a data field holds a password, in a URL', () => {
    const url = 'https://user:secret@one.example/';
    const kept = keep({ url });
    expect(kept.data).toEqual({});
    expect(sealedOf(kept)).toEqual({ url });
  });

  it('are all there when they are opened', () => {
    expect(openProperties(keys, { id: 'i1', ...keep(values) })).toEqual(values);
    expect(openProperties(keys, { id: 'i1', sealed: null, data: {} })).toEqual({});
  });

  it('are read from settings that have all of them sealed, the older data part notwithstanding', () => {
    const sealed = keys.seal(values, 'i1');
    expect(openProperties(keys, { id: 'i1', sealed, data: {} })).toEqual(values);
    expect(openProperties(keys, { id: 'i1', sealed, data: { port: 80 } })).toEqual(values);
  });
});

describe('the revision for Kafka', () => {
  it('has all properties sealed and no data fields', () => {
    const revision = toRevision(keys, someSettings({ id: 'i1', ...keep(values) }));
    expect(JSON.stringify(revision)).not.toMatch(/one\.example|token-1/);
    expect(revision).not.toHaveProperty('data');
    expect(revision.sealed === null ? {} : keys.open(revision.sealed, 'i1')).toEqual(values);
  });

  it('takes the sealed part as it is where there are no data fields, without a key', () => {
    const settings = someSettings({ sealed: { key: 'unknown', nonce: '', data: '' } });
    expect(toRevision(keys, settings).sealed).toEqual(settings.sealed);
  });
});
