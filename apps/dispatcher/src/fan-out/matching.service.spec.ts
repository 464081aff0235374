import {
  NamespaceMap,
  defineIntegration,
  field,
  parseEvent,
  post,
  rawJson,
} from '@patchbay/integration-contracts';
import type { EventFacts, SettingsRevision } from '@patchbay/integration-contracts';
import { createLogger } from '@patchbay/service-kit/logging';
import { Registry } from '@patchbay/service-kit/metrics';
import { DispatcherMetrics } from '../dispatcher.metrics.ts';
import { PackedSubscriptionView } from '../subscriptions/packed-subscription.view.ts';
import { Matching } from './matching.service.ts';

const requests = ({ event }: { event: { readonly body: Uint8Array } }) =>
  post('https://example.com', rawJson(event.body));
const about = { title: 'It', summary: 'It.', category: 'chat', requests } as const;

const plain = defineIntegration({
  ...about,
  name: 'plain',
  isMultiple: true,
  fields: {},
  events: { supported: ['push', 'commit', 'issue', 'incident'] },
});
const branchy = defineIntegration({
  ...about,
  name: 'branchy',
  fields: { branch: field.text({ routing: true, required: true }) },
  events: { supported: ['push'] },
  filter: ({ settings, facts }) => facts.ref === settings.branch || 'another branch',
});
const broken = defineIntegration({
  ...about,
  name: 'broken',
  fields: {},
  events: { supported: ['push'] },
  filter: () => {
    throw new Error('a defect');
  },
});

function settings(id: string, changes: Partial<SettingsRevision> = {}): SettingsRevision {
  return {
    v: 1,
    id,
    scope: 'instance',
    name: 'plain',
    label: id,
    revision: 1,
    isActive: true,
    isInherited: false,
    triggers: ['push'],
    routing: {},
    sealed: null,
    updatedAt: '2026-01-01T00:00:00Z',
    ...changes,
  };
}

function factsOf(payload: object): EventFacts {
  const parsed = parseEvent(JSON.stringify(payload));
  if (parsed.kind !== 'event') throw new Error(parsed.detail);
  return parsed.event.facts;
}

const push = factsOf({
  object_kind: 'push',
  ref: 'refs/heads/main',
  after: 'da1560886d4f094c3e6c9ef40349f7d38b5d27d7',
  commits: [{ id: 'da1560886d4f094c3e6c9ef40349f7d38b5d27d7' }],
  project: { id: 7, path_with_namespace: 'Acme/rockets/engine' },
});

function given(...rows: readonly SettingsRevision[]) {
  const registry = new Registry();
  const view = new PackedSubscriptionView(100);
  const namespaces = new NamespaceMap();
  for (const row of rows) view.put(row);
  const definitions = new Map([plain, branchy, broken].map((definition) => [definition.name, definition]));
  const matching = new Matching(
    view,
    namespaces,
    (name) => definitions.get(name),
    new DispatcherMetrics(registry),
    createLogger('test', 'silent'),
  );
  return {
    registry,
    namespaces,
    match: (facts: EventFacts, eventAt = 0) =>
      matching
        .match({ facts, eventId: 'e1', eventAt })
        .map(({ subscription, trigger }) => `${subscription.id} ${trigger}`),
  };
}

describe('Matching', () => {
  it('finds the integrations of the project, of its groups whatever their case, and of the instance', () => {
    const { match } = given(
      settings('p', { scope: 'project:7' }),
      settings('inner', { scope: 'group:acme/rockets' }),
      settings('outer', { scope: 'group:acme' }),
      settings('all'),
      settings('other project', { scope: 'project:8' }),
      settings('other group', { scope: 'group:acm' }),
    );
    expect(match(push).sort()).toEqual(['all push', 'inner push', 'outer push', 'p push']);
  });

  it('finds the settings of a group where they were before it moved, unless the event is from before that', () => {
    const { match, namespaces } = given(
      settings('moved', { scope: 'group:acme' }),
      settings('taken', { scope: 'group:globex' }),
    );
    const at = (path: string): EventFacts => ({ ...push, groupPath: path });
    namespaces.apply({ id: 'm0', from: 'acme', to: 'globex', at: 1000 });
    expect(match(at('globex/rockets'), 2000)).toEqual(['moved push']);
    expect(match(at('acme/rockets'), 500)).toEqual(['moved push']);
    expect(match(at('acme/rockets'), 2000)).toEqual([]);
  });

  it('matches an integration once, under the event’s own trigger before those that follow from it', () => {
    const { match } = given(
      settings('both', { triggers: ['commit', 'push'] }),
      settings('only commits', { triggers: ['commit'] }),
      settings('neither', { triggers: ['issue'] }),
    );
    expect(match(push).sort()).toEqual(['both push', 'only commits commit']);
  });

  it('sends an incident to whoever listens to incidents only', () => {
    const { match } = given(
      settings('a', { triggers: ['incident'] }),
      settings('b', { triggers: ['issue'] }),
    );
    const attributes = { iid: 1, state: 'opened', type: 'Incident' };
    const incident = factsOf({ object_kind: 'issue', object_attributes: attributes, project: { id: 7 } });
    expect(match(incident).sort()).toEqual(['a incident', 'b issue']);
  });

  it('does not send what a definition does not support, whatever the settings say', () => {
    const { match } = given(
      settings('a', { name: 'branchy', triggers: ['commit'], routing: { branch: 'main' } }),
    );
    expect(match(push)).toEqual([]);
  });

  it('asks the definition’s filter with the routing fields, and counts what it holds back', async () => {
    const on = (branch: string) => ({ name: 'branchy', routing: { branch } });
    const { match, registry } = given(settings('main', on('main')), settings('stable', on('stable')));
    expect(match(push)).toEqual(['main push']);
    expect(await registry.metrics()).toContain('patchbay_filtered_total{name="branchy"} 1');
  });

  it('holds back what a failing filter might have been there to stop, and goes on with the others', async () => {
    const { match, registry } = given(settings('a', { name: 'broken' }), settings('b'));
    expect(match(push)).toEqual(['b push']);
    expect(await registry.metrics()).toContain(
      'patchbay_subscriptions_skipped_total{reason="filter_failed"} 1',
    );
  });

  it('skips and counts an integration whose name this version does not know', async () => {
    const { match, registry } = given(settings('a', { name: 'from_the_future' }), settings('b'));
    expect([match(push), match(push)]).toEqual([['b push'], ['b push']]);
    expect(await registry.metrics()).toContain(
      'patchbay_subscriptions_skipped_total{reason="unknown_name"} 2',
    );
  });

  it('sends a system hook only to those who subscribed to its family', () => {
    const { match } = given(settings('a'), settings('b', { triggers: ['system'] }));
    expect(match(factsOf({ event_name: 'user_create', username: 'someone' }))).toEqual([]);
  });
});
