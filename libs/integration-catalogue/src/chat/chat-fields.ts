import { field } from '@patchbay/integration-contracts';

/** Settings that decide whether a chat hears of an event at all. */
export const CHAT_FILTER_FIELDS = {
  notify_only_broken_pipelines: field.checkbox({
    title: 'Only broken pipelines',
    help: 'Keeps quiet about pipelines that passed.',
    default: true,
    routing: true,
    section: 'configuration',
  }),
  notify_only_when_pipeline_status_changes: field.checkbox({
    title: 'Only changes of pipeline status',
    help: 'Speaks up when a branch breaks and when it is fixed, not each time it fails again.',
    routing: true,
    section: 'configuration',
  }),
  branches_to_be_notified: field.select({
    title: 'Branches',
    help: 'Pushes and pipelines on other branches are left out; tags are not.',
    choices: [
      ['All branches', 'all'],
      ['Default branch', 'default'],
      ['Protected branches', 'protected'],
      ['Default branch and protected branches', 'default_and_protected'],
    ],
    default: 'default',
    routing: true,
    section: 'configuration',
  }),
};

/** Narrows issues, merge requests and comments to those that carry certain labels. */
export const LABEL_FILTER_FIELDS = {
  labels_to_be_notified: field.text({
    title: 'Labels',
    help: 'Separated by commas. Leave empty to hear of issues, merge requests and comments with any label or none.',
    placeholder: '~bug, ~"needs triage"',
    routing: true,
    section: 'configuration',
  }),
  labels_to_be_notified_behavior: field.select({
    title: 'How labels match',
    choices: [
      ['One of the labels is enough', 'match_any'],
      ['All of the labels are needed', 'match_all'],
    ],
    default: 'match_any',
    routing: true,
    section: 'configuration',
  }),
};
