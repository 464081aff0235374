import { defineIssueTracker } from './tracker/define-issue-tracker.ts';

export const redmine = defineIssueTracker({
  name: 'redmine',
  title: 'Redmine',
  summary: 'Links mentions of issues to Redmine.',
  help: 'The issue URL is usually https://redmine.example.com/issues/:id.',
  hasNewIssuePage: true,
});
