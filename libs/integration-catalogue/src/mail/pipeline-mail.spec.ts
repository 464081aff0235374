import { pipelinesEmail } from '../pipelines-email.integration.ts';
import { anEvent } from '../testing/an-event.ts';
import { pipelineOutcome } from './pipeline-mail.ts';

const settings = {
  recipients: 'crew@example.com',
  branches_to_be_notified: 'all',
  notify_only_broken_pipelines: false,
  notify_only_when_pipeline_status_changes: false,
  notify_only_default_branch: false,
  notify_child_pipelines: true,
};
const aPipeline = (attributes: Record<string, string> = {}) =>
  anEvent('pipeline', { object_attributes: attributes });
const verdictOf = (changes: object, attributes: Record<string, string> = {}) =>
  pipelinesEmail.filter({
    settings: { ...settings, ...changes },
    facts: aPipeline(attributes).facts,
    trigger: 'pipeline',
  });

describe('mails about pipelines', () => {
  it.each([
    [{ status: 'failed' }, 'Failed'],
    [{ status: 'success' }, 'Successful'],
    [{ status: 'success', ref_status_name: 'fixed' }, 'Fixed'],
    [{ status: 'running' }, undefined],
  ])('say of %j that it is %s', (attributes, outcome) => {
    expect(pipelineOutcome(aPipeline(attributes).facts)).toBe(outcome);
  });

  it('are sent for the default branch only when the older field says so', () => {
    const ref = 'feature/slow-valve';
    expect(verdictOf({}, { ref })).toBe(true);
    expect(verdictOf({ notify_only_default_branch: true }, { ref })).toBe('it is not on the default branch');
    expect(verdictOf({ notify_only_default_branch: true })).toBe(true);
  });

  it('leave child pipelines out when they are not wanted', () => {
    const event = aPipeline({ source: 'parent_pipeline' });
    expect(pipelinesEmail.requests({ settings, event })).toHaveLength(1);
    expect(
      pipelinesEmail.requests({ settings: { ...settings, notify_child_pipelines: false }, event }),
    ).toEqual({ skip: 'child pipelines are left out' });
  });
});
