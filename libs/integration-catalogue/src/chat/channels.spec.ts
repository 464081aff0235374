import { field } from '@patchbay/integration-contracts';
import { channelFields, channelOf } from './channels.ts';

describe('channel overrides', () => {
  it('have a field for each event, in which comments are called notes', () => {
    const fields = channelFields(['push', 'comment', 'wiki_page'], (ofEvent) => field.text(ofEvent));
    expect(Object.entries(fields).map(([name, { options }]) => [name, options.trigger])).toEqual([
      ['push_channel', 'push'],
      ['note_channel', 'comment'],
      ['wiki_page_channel', 'wiki_page'],
    ]);
  });

  it('fall back from confidential issues and comments to the public ones', () => {
    const settings = {
      issue_channel: '#issues',
      note_channel: '#notes',
      confidential_note_channel: '#quiet',
    };
    expect(channelOf(settings, 'confidential_issue')).toBe('#issues');
    expect(channelOf(settings, 'confidential_note')).toBe('#quiet');
    expect(channelOf(settings, 'comment')).toBe('#notes');
    expect(channelOf(settings, 'push')).toBeUndefined();
  });
});
