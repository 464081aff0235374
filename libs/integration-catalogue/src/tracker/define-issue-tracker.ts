import { defineIntegration, field, findReferences } from '@patchbay/integration-contracts';
import type { IntegrationDefinition, TrackerLinks } from '@patchbay/integration-contracts';
import { whetherThere } from './reachability.ts';

interface TrackerInput {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly help: string;
  /** Global, with the group `issue`; `HASH_OR_PREFIX` when absent. */
  readonly pattern?: RegExp;
  /** Whether the page for a new issue is asked for. */
  readonly hasNewIssuePage: boolean;
}

/** `#12`, or `PROJ-12` of which the number is the issue. Source: GitLab's default pattern for external trackers. */
export const HASH_OR_PREFIX = /(?<![\w/#-])(?:#|[A-Z][A-Z0-9_]*-)(?<issue>\d+)\b/g;

const MAX_URL = 2048;
const shared = {
  texts: 'tracker',
  dataField: true,
  required: true,
  maxLength: MAX_URL,
  section: 'connection',
} as const;

const FIELDS = {
  project_url: field.url({
    ...shared,
    title: 'Project URL',
    help: 'Page of the project in the tracker.',
    example: 'https://tracker.example.com/projects/rockets',
  }),
  issues_url: field.url({
    ...shared,
    title: 'Issue URL',
    help: 'Page of an issue, with :id where its identifier stands.',
    pattern: /:id/,
    patternHint: 'must hold :id in place of the issue’s identifier',
    example: 'https://tracker.example.com/issues/:id',
  }),
};

const NEW_ISSUE = {
  new_issue_url: field.url({
    ...shared,
    title: 'New issue URL',
    help: 'Page on which an issue is written.',
    example: 'https://tracker.example.com/issues/new',
  }),
};

/** An issue tracker that is linked to, and otherwise only asked whether it is there. */
export function defineIssueTracker({
  pattern = HASH_OR_PREFIX,
  hasNewIssuePage,
  ...description
}: TrackerInput): IntegrationDefinition {
  return defineIntegration({
    ...description,
    category: 'issue_tracker',
    fields: { ...FIELDS, ...(hasNewIssuePage ? NEW_ISSUE : undefined) },
    events: { supported: ['push'], configurable: [] },
    requests: ({ settings }) => whetherThere(settings.project_url),
    probe: ({ settings }) => whetherThere(settings.project_url),
    tracker: {
      links: linksOf,
      references: (text) => findReferences(text, pattern),
    },
  });
}

interface Pages {
  readonly project_url: string;
  readonly issues_url: string;
  readonly new_issue_url?: string | undefined;
}

function linksOf({ project_url: project, issues_url: issue, new_issue_url: newIssue }: Pages): TrackerLinks {
  return { project, issue, ...(newIssue !== undefined && { newIssue }) };
}
