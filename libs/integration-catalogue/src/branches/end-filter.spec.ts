import type { JsonObject } from '@patchbay/integration-contracts';
import { anEvent } from '../testing/an-event.ts';
import { endFilter } from './end-filter.ts';

const settings = { branches_to_be_notified: 'default' } as const;
const verdictOf = (trigger: 'pipeline' | 'deployment' | 'alert', changes: JsonObject = {}) =>
  endFilter({ settings, facts: anEvent(trigger, changes).facts, trigger });

describe('ends of pipelines and deployments', () => {
  it('are told from what goes on', () => {
    expect(verdictOf('pipeline')).toBe(true);
    expect(verdictOf('pipeline', { object_attributes: { status: 'running' } })).toMatch(/has not ended/);
    expect(verdictOf('deployment')).toBe(true);
    expect(verdictOf('deployment', { status: 'running' })).toMatch(/has not ended/);
  });

  it('of pipelines count on the chosen branches only, those of deployments on any', () => {
    expect(verdictOf('pipeline', { object_attributes: { ref: 'other' } })).toBe(
      'it is not on the default branch',
    );
    expect(verdictOf('deployment', { ref: 'other' })).toBe(true);
  });

  it('are no matter for other events', () => {
    expect(verdictOf('alert')).toBe(true);
  });
});
