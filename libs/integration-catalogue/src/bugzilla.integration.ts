import { defineIssueTracker } from './tracker/define-issue-tracker.ts';

export const bugzilla = defineIssueTracker({
  name: 'bugzilla',
  title: 'Bugzilla',
  summary: 'Links mentions of bugs to Bugzilla.',
  help: 'The issue URL is usually https://bugzilla.example.com/show_bug.cgi?id=:id.',
  hasNewIssuePage: true,
});
