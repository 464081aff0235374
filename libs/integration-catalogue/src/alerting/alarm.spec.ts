import type { JsonObject } from '@patchbay/integration-contracts';
import { anEvent } from '../testing/an-event.ts';
import { alarmOf } from './alarm.ts';
import type { Alarm, AlarmTrigger } from './alarm.ts';
import { severityOf } from './severity.ts';

function alarmFor(trigger: AlarmTrigger, changes: JsonObject = {}): Alarm {
  const alarm = alarmOf(anEvent(trigger, changes));
  if ('skip' in alarm) throw new Error(alarm.skip);
  return alarm;
}
const attributes = (changes: JsonObject): JsonObject => ({ object_attributes: changes });

describe('an alarm', () => {
  it.each<[AlarmTrigger, JsonObject, Alarm['action']]>([
    ['alert', attributes({ status: 'triggered' }), 'open'],
    ['alert', attributes({ status: 'acknowledged' }), 'acknowledge'],
    ['alert', attributes({ status: 'resolved' }), 'close'],
    ['alert', attributes({ status: 'ignored' }), 'close'],
    ['incident', attributes({ action: 'open' }), 'open'],
    ['incident', attributes({ action: 'reopen' }), 'open'],
    ['incident', attributes({ action: 'close' }), 'close'],
    ['pipeline', attributes({ status: 'failed' }), 'open'],
    ['pipeline', attributes({ status: 'success' }), 'close'],
    ['deployment', { status: 'failed' }, 'open'],
    ['deployment', { status: 'success' }, 'close'],
  ])('for the %s with %j is to %s', (trigger, changes, action) => {
    expect(alarmFor(trigger, changes).action).toBe(action);
  });

  it.each<[AlarmTrigger, JsonObject]>([
    ['alert', attributes({ status: 'odd' })],
    ['incident', attributes({ action: 'update' })],
    ['pipeline', attributes({ status: 'running' })],
    ['deployment', { status: 'running' }],
  ])('is not raised for the %s with %j', (trigger, changes) => {
    expect(alarmOf(anEvent(trigger, changes))).toHaveProperty('skip');
  });

  it('keeps its key from opening to closing, whatever else changes', () => {
    const failed = alarmFor('pipeline', attributes({ status: 'failed', id: 1, sha: 'a' }));
    const passed = alarmFor('pipeline', attributes({ status: 'success', id: 2, sha: 'b' }));
    expect(passed.key).toBe(failed.key);
    expect(failed.key).toMatch(/^gitlab-pipeline-[0-9a-f]{32}$/);
  });

  it('has another key for another branch, environment, project or kind', () => {
    const keys = [
      alarmFor('pipeline').key,
      alarmFor('pipeline', attributes({ ref: 'other' })).key,
      alarmFor('pipeline', { project: { id: 7, path_with_namespace: 'acme/other' } }).key,
      alarmFor('deployment').key,
      alarmFor('deployment', { environment: 'main' }).key,
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('is as bad as GitLab says, and an error when it does not say', () => {
    expect(['critical', 'high', 'medium', 'low', 'info', 'unknown', undefined].map(severityOf)).toEqual([
      'critical',
      'error',
      'warning',
      'info',
      'info',
      'error',
      'error',
    ]);
  });
});
