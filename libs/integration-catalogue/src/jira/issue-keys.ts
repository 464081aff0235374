import { findReferences } from '@patchbay/integration-contracts';
import type { IssueReference } from '@patchbay/integration-contracts';
import { RE2JS } from 're2js';

/** Settings that say what a key looks like. */
export interface KeySettings {
  readonly jira_issue_regex?: string | undefined;
  readonly jira_issue_prefix?: string | undefined;
}

const USUAL = /\b(?<issue>[A-Z][A-Z_0-9]{1,30}-\d{1,15})\b/g;
const USUAL_SOURCE = String.raw`[A-Z][A-Z_0-9]+-\d+`;
/** Longer texts are searched this far. */
const MAX_TEXT = 20_000;

/** The keys in a text, in order. Patterns of users' own are run by RE2, which takes time in proportion to the text. */
export function issueKeys(
  text: string,
  { jira_issue_regex: regex, jira_issue_prefix: prefix }: KeySettings,
): readonly IssueReference[] {
  const searched = text.slice(0, MAX_TEXT);
  if (regex === undefined && prefix === undefined) return findReferences(searched, USUAL);
  const matcher = keyPattern(regex, prefix).matcher(searched);
  const found: IssueReference[] = [];
  while (matcher.find()) {
    const issue = matcher.group('patchbay_issue');
    if (issue !== null && issue !== '')
      found.push({ issue, text: matcher.group() ?? issue, index: matcher.start() });
  }
  return found;
}

/** Whether RE2 takes a pattern. */
export function isPattern(pattern: string): boolean {
  try {
    keyPattern(pattern, undefined);
    return true;
  } catch {
    return false;
  }
}

function keyPattern(regex: string | undefined, prefix: string | undefined): RE2JS {
  return RE2JS.compile(`\\b(?:${prefix ?? ''})(?P<patchbay_issue>${regex ?? USUAL_SOURCE})`);
}
