import { defineIssueTracker } from './tracker/define-issue-tracker.ts';

export const customIssueTracker = defineIssueTracker({
  name: 'custom_issue_tracker',
  title: 'Custom issue tracker',
  summary: 'Links mentions of issues to any tracker that has an address for each of them.',
  help: 'Write #12 or PROJ-12 in commits and merge requests; the number takes the place of :id.',
  hasNewIssuePage: true,
});
