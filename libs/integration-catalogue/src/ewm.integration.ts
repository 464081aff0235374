import { defineIssueTracker } from './tracker/define-issue-tracker.ts';

const PATTERN = /\b(?:bug|task|work ?item|rtcwi|defect)[ \t]+(?<issue>\d+)\b/gi;

export const ewm = defineIssueTracker({
  name: 'ewm',
  title: 'EWM',
  summary:
    'Links mentions of work items to IBM Engineering Workflow Management, once called Rational Team Concert.',
  help: 'Write the kind of the work item before its number: bug 12, task 12, defect 12, rtcwi 12, workitem 12 or work item 12.',
  pattern: PATTERN,
  hasNewIssuePage: true,
});
