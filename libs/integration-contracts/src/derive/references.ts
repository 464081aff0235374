import type { IssueReference } from '../definition/index.ts';

/**
 * The places in a text where a pattern matches. The pattern is global and names a group `issue`.
 * Matches inside a longer word are for the pattern to exclude.
 */
export function findReferences(text: string, pattern: RegExp): readonly IssueReference[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const issue = match.groups?.['issue'];
    return issue === undefined ? [] : [{ issue, text: match[0], index: match.index }];
  });
}

/** `https://tracker.example.com/issues/:id` with an issue put in; percent-encoded, so that it can't lead elsewhere. */
export function issueUrl(template: string, issue: string): string {
  return template.replaceAll(':id', encodeURIComponent(issue));
}
