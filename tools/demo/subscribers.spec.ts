import type { ScopeKey } from '@patchbay/integration-contracts';
import type { DemoIntegration } from './demo-integrations.ts';
import type { DemoEvent } from './event-stream.ts';
import { subscribersOf } from './subscribers.ts';

const push: DemoEvent = {
  id: 'run-1',
  project: { id: 1042, name: 'Engine', path: 'acme/rockets/engine' },
  kinds: ['push', 'commit'],
  branch: 'main',
  isDefaultBranch: true,
  hasFailed: false,
  value: Buffer.from('{}'),
};

function chat(scope: ScopeKey, rest: Partial<DemoIntegration> = {}): DemoIntegration {
  return { scope, slug: 'slack', triggers: ['push', 'pipeline'], fields: () => ({}), ...rest };
}

const scopes = (event: DemoEvent, ...integrations: DemoIntegration[]): string[] =>
  subscribersOf(event, integrations).map(({ scope }) => scope);

describe('who should get an event', () => {
  it('is the nearest setting of each integration', () => {
    expect(scopes(push, chat('instance'), chat('group:acme'))).toEqual(['group:acme']);
    expect(scopes(push, chat('group:acme'), chat('group:acme/rockets'))).toEqual(['group:acme/rockets']);
    expect(scopes(push, chat('project:1042'), chat('group:acme'))).toEqual(['project:1042']);
    expect(scopes(push, chat('group:beta-labs'), chat('project:1043'))).toEqual([]);
  });

  it('is nobody where the nearest setting is off, and the next outwards where it inherits', () => {
    expect(scopes(push, chat('instance'), chat('group:acme', { state: 'off' }))).toEqual([]);
    expect(scopes(push, chat('instance'), chat('project:1042', { state: 'inherit' }))).toEqual(['instance']);
  });

  it('counts an integration once, whichever of an event’s triggers it has', () => {
    expect(scopes(push, chat('instance', { triggers: ['push', 'commit'] }))).toEqual(['instance']);
    expect(scopes(push, chat('instance', { triggers: ['commit'] }))).toEqual(['instance']);
    expect(scopes(push, chat('instance', { triggers: ['issue'] }))).toEqual([]);
  });

  it('leaves out other branches and good pipelines where only the others are wanted', () => {
    const choosy = chat('instance', { onlyDefaultBranch: true, onlyBrokenPipelines: true });
    expect(scopes({ ...push, isDefaultBranch: false }, choosy)).toEqual([]);
    const pipeline: DemoEvent = { ...push, kinds: ['pipeline'] };
    expect(scopes(pipeline, choosy)).toEqual([]);
    expect(scopes({ ...pipeline, hasFailed: true }, choosy)).toEqual(['instance']);
  });
});
