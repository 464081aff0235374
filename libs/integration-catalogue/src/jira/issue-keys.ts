import { findReferences } from '@patchbay/integration-contracts';
import type { IssueReference } from '@patchbay/integration-contracts';
import { RE2JS } from 're2js';

/** Settings that say what a key looks like. */
export interface KeySettings {
  readonly jira_issue_regex?: string | undefined;
  readonly jira_issue_prefix?: string | undefined;
}

/** Finds the keys in a text, in order. */
export type KeyFinder = (text: string) => readonly IssueReference[];

const USUAL = /\b(?<issue>[A-Z][A-Z_0-9]{1,30}-\d{1,15})(?!\d)/g;
const USUAL_SOURCE = String.raw`[A-Z][A-Z_0-9]+-\d+`;
/** Longer texts are searched this far. */
const MAX_TEXT = 20_000;
/** In RE2's own measure, by which a pattern for keys has some ten to a hundred. */
const MAX_PROGRAM = 500;
/** What is searched at once: at most 500 characters of a line, cut at a blank where there is one. */
const STRETCHES = /.{1,500}(?!\S)|.{1,500}/g;
/** Characters times the pattern's size: about a tenth of a second. */
const MAX_WORK = 2_000_000;

/**
 * A finder for the texts of one event. Patterns of users' own are run by RE2, of which one look takes time in proportion to
 * what is left of the text; but there may be a look from every character on, so that all of them together are bounded.
 */
export function keyFinder({ jira_issue_regex: regex, jira_issue_prefix: prefix }: KeySettings): KeyFinder {
  if (regex === undefined && prefix === undefined)
    return (text) => findReferences(text.slice(0, MAX_TEXT), USUAL);
  const pattern = keyPattern(regex, prefix);
  let work = MAX_WORK;
  return (text) => {
    const found: IssueReference[] = [];
    for (const { 0: stretch, index } of text.slice(0, MAX_TEXT).matchAll(STRETCHES)) {
      const matcher = pattern.matcher(stretch);
      for (let from = 0; ; from = matcher.end()) {
        work -= (stretch.length - from) * pattern.programSize();
        if (work < 0 || !matcher.find()) break;
        const issue = matcher.group('patchbay_issue');
        if (issue === null || issue === '') continue;
        found.push({ issue, text: matcher.group() ?? issue, index: index + matcher.start() });
      }
    }
    return found;
  };
}

/** Whether RE2 takes the patterns, and they are small enough to be run on whatever is pushed. */
export function arePatterns({ jira_issue_regex: regex, jira_issue_prefix: prefix }: KeySettings): boolean {
  try {
    return keyPattern(regex, prefix).programSize() <= MAX_PROGRAM;
  } catch {
    return false;
  }
}

function keyPattern(regex: string | undefined, prefix: string | undefined): RE2JS {
  return RE2JS.compile(`\\b(?:${prefix ?? ''})(?P<patchbay_issue>${regex ?? USUAL_SOURCE})`);
}
