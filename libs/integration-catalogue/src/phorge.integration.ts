import { defineIssueTracker } from './tracker/define-issue-tracker.ts';

// The letter belongs to the identifier: other letters stand for other kinds of objects.
const PATTERN = /(?<![\w@-])(?<issue>T\d+)\b/g;

export const phorge = defineIssueTracker({
  name: 'phorge',
  title: 'Phorge',
  summary: 'Links mentions of tasks to Phorge, the successor of Phabricator.',
  help: 'Tasks are written T12. The issue URL is usually https://phorge.example.com/:id.',
  pattern: PATTERN,
  hasNewIssuePage: false,
});
