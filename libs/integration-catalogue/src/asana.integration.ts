import { defineIntegration, field, form, get, post, put, skip } from '@patchbay/integration-contracts';
import type { RequestSpec } from '@patchbay/integration-contracts';
import { clip } from './chat/rich-text.ts';
import { personName } from './chat/wording.ts';
import { RESTRICT_TO_BRANCH, whyNoCommits } from './commits/commit-branches.ts';
import { mentionedTasks } from './asana/mentioned-tasks.ts';

const API = 'https://app.asana.com/api/1.0';
/** Source: Asana's API, "Create a story on a task": longer texts are refused. */
const MAX_TEXT = 65_000;

export const asana = defineIntegration({
  name: 'asana',
  title: 'Asana',
  summary: 'Comments on the Asana tasks that commits mention, and completes those that they fix.',
  help: 'Asana makes the token in its developer console. Mention a task as #12345 or by its address; after fix, close or closing it is completed.',
  category: 'common',
  fields: {
    api_key: field.password({
      title: 'Personal access token',
      help: 'The user it belongs to is the author of all comments and must see the tasks.',
      required: true,
      section: 'connection',
      example: 'asana-token-1f6a',
    }),
    restrict_to_branch: field.text(RESTRICT_TO_BRANCH),
  },
  events: { supported: ['push'], configurable: [] },
  requests: ({ settings, event: { view } }) => {
    const reason = whyNoCommits(view, settings.restrict_to_branch);
    if (reason !== undefined) return skip(reason);
    // A task that is not there must not keep the others from being told.
    const extras = { headers: { authorization: `Bearer ${settings.api_key}` }, isOptional: true };
    const place = `pushed to branch ${view.ref ?? '?'} of ${view.project?.path ?? view.project?.name ?? 'a project'}`;
    const requests = view.commits.flatMap(({ url, message }) =>
      mentionedTasks(message).flatMap(({ task, isCompleted }): RequestSpec[] => {
        const link = url === undefined ? '' : ` ( ${url} )`;
        const text = clip(`${personName(view.actor)} ${place}${link}: ${message}`, MAX_TEXT);
        const story = post(`${API}/tasks/${task}/stories`, form({ text: text.toWellFormed() }), extras);
        return isCompleted
          ? [story, put(`${API}/tasks/${task}`, form({ completed: 'true' }), extras)]
          : [story];
      }),
    );
    return requests.length === 0 ? skip('no commit mentions a task') : requests;
  },
  probe: ({ settings }) =>
    get(`${API}/users/me`, { headers: { authorization: `Bearer ${settings.api_key}` } }),
});
