import { defineIssueTracker } from './tracker/define-issue-tracker.ts';

const PATTERN = /(?<![\w-])(?<issue>[A-Za-z]\w*-\d+)\b/g;

export const youtrack = defineIssueTracker({
  name: 'youtrack',
  title: 'JetBrains YouTrack',
  summary: 'Links mentions of issues to YouTrack.',
  help: 'Issues are written with their project: ENG-12. The issue URL is usually https://example.youtrack.cloud/issue/:id.',
  pattern: PATTERN,
  hasNewIssuePage: false,
});
