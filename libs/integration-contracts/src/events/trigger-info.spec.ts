import { TRIGGER_INFO, eventSwitch } from './trigger-info.ts';
import { TRIGGERS, isTrigger } from './triggers.ts';

describe('trigger information', () => {
  it('has the defaults of the integrations guide for its fourteen events', () => {
    const guide = TRIGGERS.slice(0, 14);
    const on = guide.filter((trigger) => TRIGGER_INFO[trigger].default);
    expect(guide).toHaveLength(14);
    expect(on).toEqual([
      'commit',
      'issue',
      'confidential_issue',
      'merge_request',
      'push',
      'tag_push',
      'wiki_page',
    ]);
  });

  it.each([
    ['issue', 'issues_events'],
    ['confidential_issue', 'confidential_issues_events'],
    ['merge_request', 'merge_requests_events'],
    ['comment', 'note_events'],
    ['confidential_note', 'confidential_note_events'],
    ['job', 'job_events'],
    ['wiki_page', 'wiki_page_events'],
    ['work_item', 'issues_events'],
    ['confidential_work_item', 'confidential_issues_events'],
    ['incident', 'incident_events'],
  ] as const)('switches %s with %s', (trigger, name) => {
    expect(eventSwitch(trigger)).toBe(name);
  });

  it('gives triggers that share a switch the same default', () => {
    for (const trigger of TRIGGERS) {
      const sharing = TRIGGERS.filter((other) => eventSwitch(other) === eventSwitch(trigger));
      expect(new Set(sharing.map((other) => TRIGGER_INFO[other].default)).size).toBe(1);
    }
  });

  it('tells a trigger from any other word', () => {
    expect(isTrigger('merge_request')).toBe(true);
    expect(['note', 'constructor', '__proto__', ''].filter(isTrigger)).toEqual([]);
  });
});
