import { SAMPLES, describeEvent, parseEvent } from '@patchbay/integration-contracts';
import type { JsonObject, ViewOf } from '@patchbay/integration-contracts';
import { whyNoBuild } from './build-trigger.ts';
import { xmlAttribute } from './xml-attribute.ts';

type BuildTrigger = 'push' | 'tag_push' | 'merge_request';

function eventOf(trigger: BuildTrigger, changes: JsonObject = {}) {
  const sample: JsonObject = { ...SAMPLES[trigger], ...changes };
  const parsed = parseEvent(Buffer.from(JSON.stringify(sample)));
  if (parsed.kind !== 'event') throw new Error(parsed.detail);
  return { payload: sample, view: describeEvent(parsed.event, trigger) as ViewOf<BuildTrigger> };
}

const mergeRequest = (changes: JsonObject) =>
  eventOf('merge_request', {
    object_attributes: { ...(SAMPLES.merge_request['object_attributes'] as JsonObject), ...changes },
  });

describe('a build', () => {
  it('is started by commits on a branch or tag, and not by their removal', () => {
    expect(whyNoBuild(eventOf('push'))).toBeUndefined();
    expect(whyNoBuild(eventOf('push', { after: '0'.repeat(40) }))).toBe('the branch was removed');
    expect(whyNoBuild(eventOf('tag_push', { after: '0'.repeat(40) }))).toBe('the tag was removed');
    expect(whyNoBuild(eventOf('tag_push', { commits: [], total_commits_count: 0 }))).toBeUndefined();
    expect(whyNoBuild(eventOf('push', { commits: [], total_commits_count: 0 }))).toBe(
      'no commits were pushed',
    );
  });

  it('is started by a merge request once, while it is open', () => {
    expect(whyNoBuild(mergeRequest({ state: 'opened', merge_status: 'unchecked' }))).toBeUndefined();
    expect(whyNoBuild(mergeRequest({ state: 'opened', merge_status: 'can_be_merged' }))).toBe(
      'the merge request was looked at before',
    );
    expect(whyNoBuild(mergeRequest({ state: 'merged', merge_status: 'unchecked' }))).toBe(
      'the merge request is not open',
    );
  });
});

describe('text in an XML attribute', () => {
  it('can’t end the attribute, and holds nothing that XML does not allow', () => {
    expect(xmlAttribute(`a"b'<c>&\0d`)).toBe('a&quot;b&apos;&lt;c&gt;&amp;d');
  });
});
