/**
 * What an integration may subscribe to. The first nineteen are GitLab's integration events under the names its
 * integrations guide uses; the rest exist for webhook-like integrations, which forward whatever happened.
 */
export const TRIGGERS = [
  'alert',
  'commit',
  'deployment',
  'issue',
  'confidential_issue',
  'job',
  'merge_request',
  'comment',
  'confidential_note',
  'pipeline',
  'push',
  'tag_push',
  'vulnerability',
  'wiki_page',
  'incident',
  'work_item',
  'confidential_work_item',
  'group_mention',
  'group_confidential_mention',
  'release',
  'emoji',
  'milestone',
  'feature_flag',
  'access_token',
  'archive_trace',
  'member',
  'project',
  'subgroup',
  'system',
] as const;

/** One of {@link TRIGGERS}. */
export type Trigger = (typeof TRIGGERS)[number];

const KNOWN: ReadonlySet<string> = new Set(TRIGGERS);

/** Tells whether a word from outside (a header, a settings document) names a trigger. */
export function isTrigger(word: string): word is Trigger {
  return KNOWN.has(word);
}
