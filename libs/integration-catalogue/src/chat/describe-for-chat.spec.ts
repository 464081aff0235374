import type { JsonObject } from '@patchbay/integration-contracts';
import { anEvent } from '../testing/an-event.ts';
import { describeForChat } from './describe-for-chat.ts';

type Said = 'wiki_page' | 'deployment' | 'issue' | 'comment';
const said = (trigger: Said, changes: JsonObject) =>
  describeForChat(anEvent(trigger, changes).view, 'en')
    .summary.map(({ text }) => text)
    .join('');

describe('words that a payload makes up', () => {
  it('are no names of sentences, nor of what objects inherit', () => {
    expect(said('wiki_page', { object_attributes: { action: 'toString' } })).toContain('changed wiki page');
    expect(said('deployment', { status: 'place' })).toContain('is place in');
    expect(said('issue', { object_attributes: { type: 'Confidential' } })).toContain('opened confidential');
  });

  it('name the statuses of deployments that are known', () => {
    expect(said('deployment', { status: 'blocked' })).toContain('is blocked');
  });
});

describe('threads', () => {
  it('hold an issue and what is said about it', () => {
    const threadOf = (trigger: Said) => describeForChat(anEvent(trigger).view, 'en').thread;
    expect(threadOf('comment')).toBe(threadOf('issue'));
  });
});
