import { defineIntegration, field, findReferences } from '@patchbay/integration-contracts';
import { whetherThere } from './tracker/reachability.ts';
import { withoutSlash } from './addresses/url-part.ts';

const PATTERN = /(?<![\w-])(?<issue>[A-Z0-9]{1,7}-\d+)\b/g;

export const linear = defineIntegration({
  name: 'linear',
  title: 'Linear',
  summary: 'Links mentions of issues to a Linear workspace.',
  help: 'Issues are written with their team: FEAT-123.',
  category: 'issue_tracker',
  fields: {
    workspace_url: field.url({
      title: 'Workspace URL',
      placeholder: 'https://linear.app/example',
      required: true,
      pattern: /^https:\/\/linear\.app\/[a-z0-9-]{3,32}\/?$/,
      patternHint: 'must be the address of a workspace, such as https://linear.app/example',
      section: 'connection',
      example: 'https://linear.app/rockets',
    }),
  },
  events: { supported: ['push'], configurable: [] },
  requests: ({ settings }) => whetherThere(settings.workspace_url),
  probe: ({ settings }) => whetherThere(settings.workspace_url),
  tracker: {
    links: ({ workspace_url: project }) => ({ project, issue: `${withoutSlash(project)}/issue/:id` }),
    references: (text) => findReferences(text, PATTERN),
  },
});
