import { defineIntegration, field, json, post, skip } from '@patchbay/integration-contracts';
import { RESTRICT_TO_BRANCH, whyNoCommits } from './commits/commit-branches.ts';

const URL = 'https://www.pivotaltracker.com/services/v5/source_commits';

export const pivotaltracker = defineIntegration({
  name: 'pivotaltracker',
  title: 'Pivotal Tracker',
  summary: 'Adds commits to the stories of Pivotal Tracker that their messages mention.',
  help: 'The token stands at the end of the profile page.',
  deprecated: 'Pivotal Tracker was shut down in 2025; move to another tracker.',
  category: 'common',
  fields: {
    token: field.password({
      title: 'API token',
      help: 'Of the user who adds the commits.',
      required: true,
      section: 'connection',
      example: 'pivotal-token-1f6a',
    }),
    restrict_to_branch: field.text(RESTRICT_TO_BRANCH),
  },
  events: { supported: ['push'], configurable: [] },
  requests: ({ settings, event: { view } }) => {
    const reason = whyNoCommits(view, settings.restrict_to_branch);
    if (reason !== undefined) return skip(reason);
    return view.commits.map(({ id, author, url, message }) =>
      post(URL, json({ source_commit: { commit_id: id, author, url, message } }), {
        headers: { 'x-trackertoken': settings.token },
      }),
    );
  },
});
