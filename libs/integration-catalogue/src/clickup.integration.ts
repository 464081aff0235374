import { defineIssueTracker } from './tracker/define-issue-tracker.ts';

// After a mark the identifier is in small letters; without one it is a custom identifier, whose prefix begins with a letter.
const PATTERN = /(?<![\w/#-])(?:#|CU-)?(?<issue>(?<=#|CU-)[a-z0-9]+|(?<![#-])[A-Z][A-Z0-9_]{1,9}-\d+)\b/g;

export const clickup = defineIssueTracker({
  name: 'clickup',
  title: 'ClickUp',
  summary: 'Links mentions of tasks to ClickUp.',
  help: 'Tasks are written #abc123, CU-abc123 or, with custom identifiers, ENG-12. The issue URL is usually https://app.clickup.com/t/1234567/:id with the number of your workspace, which custom identifiers need.',
  pattern: PATTERN,
  hasNewIssuePage: false,
});
