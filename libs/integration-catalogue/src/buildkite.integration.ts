import { defineIntegration, field, get } from '@patchbay/integration-contracts';
import { entriesAt } from './answers/json-answer.ts';
import { COMMIT } from './ci/ci-fields.ts';
import { webHookRequest } from './web-hook/web-hook-request.ts';
import { urlPart } from './addresses/url-part.ts';

export const buildkite = defineIntegration({
  name: 'buildkite',
  title: 'Buildkite',
  summary: 'Starts Buildkite pipelines for pushes, tags and merge requests, and shows how they went.',
  help: 'Buildkite shows the token when GitLab is chosen as the repository provider of a pipeline.',
  category: 'ci',
  fields: {
    project_url: field.url({
      title: 'Pipeline URL',
      help: 'Page of the pipeline, to which build results link.',
      placeholder: 'https://buildkite.com/example-org/test-build-pipeline',
      required: true,
      exposesSecrets: true,
      section: 'connection',
      example: 'https://buildkite.com/acme/engine',
    }),
    token: field.password({
      title: 'Integration token',
      help: 'Two keys joined by a colon: the first starts builds, the second reads their status.',
      required: true,
      pattern: /^[^:/?#\s]+(?::[^:/?#\s]+)?$/,
      patternHint: 'must be two keys joined by a colon',
      section: 'connection',
      example: 'hook-key-1f6a:status-key-1f6a',
    }),
    enable_ssl_verification: field.checkbox({
      title: 'SSL verification',
      help: 'Kept for older clients. It has no effect: certificates are always checked.',
      default: true,
      apiOnly: true,
    }),
  },
  events: {
    supported: ['push', 'merge_request', 'tag_push'],
    default: ['push', 'merge_request', 'tag_push'],
  },
  requests: ({ settings, event }) =>
    webHookRequest(`https://webhook.buildkite.com/deliver/${urlPart(keysOf(settings.token).hook)}`, event),
  queries: {
    status: {
      summary: 'Build of a commit',
      parameters: [COMMIT],
      request: ({ settings, parameters: { sha = '' } }) => {
        const key = urlPart(keysOf(settings.token).status);
        return get(
          `https://gitlab.buildkite.com/status/${key}.json?${new URLSearchParams({ commit: sha }).toString()}`,
        );
      },
      entries: (response) => entriesAt(response),
    },
  },
});

function keysOf(token: string): { readonly hook: string; readonly status: string } {
  const [hook = '', status = ''] = token.split(':');
  return { hook, status };
}
