import { defineIntegration, field, get, skip } from '@patchbay/integration-contracts';
import { entriesAt } from './answers/json-answer.ts';
import { whyNoBuild } from './ci/build-trigger.ts';
import { COMMIT, SSL_VERIFICATION } from './ci/ci-fields.ts';
import { webHookRequest } from './web-hook/web-hook-request.ts';
import { projectPath, urlPart, withoutSlash } from './addresses/url-part.ts';

export const droneCi = defineIntegration({
  name: 'drone_ci',
  title: 'Drone',
  summary: 'Starts Drone builds for pushes, tags and merge requests, and shows how they went.',
  help: 'The token is the one of the repository’s web hook; the repository must be active in Drone.',
  category: 'ci',
  fields: {
    drone_url: field.url({
      title: 'Drone server URL',
      placeholder: 'https://drone.example.com',
      required: true,
      exposesSecrets: true,
      section: 'connection',
      example: 'https://drone.example.com',
    }),
    enable_ssl_verification: SSL_VERIFICATION,
    token: field.password({
      title: 'Token',
      help: 'Access token of the repository in Drone.',
      required: true,
      section: 'connection',
      example: 'drone-token-1f6a',
    }),
  },
  events: {
    supported: ['push', 'merge_request', 'tag_push'],
    default: ['push', 'merge_request', 'tag_push'],
  },
  requests: ({ settings, event }) => {
    const { projectPath } = event.facts;
    const reason =
      whyNoBuild(event) ?? (projectPath === undefined ? 'the event names no project' : undefined);
    if (reason !== undefined || projectPath === undefined) return skip(reason ?? '');
    const end = projectPath.lastIndexOf('/');
    const query = new URLSearchParams({
      owner: projectPath.slice(0, Math.max(end, 0)),
      name: projectPath.slice(end + 1),
      access_token: settings.token,
    });
    const verifyTls = settings.enable_ssl_verification;
    return webHookRequest(`${withoutSlash(settings.drone_url)}/hook?${query.toString()}`, event, {
      verifyTls,
    });
  },
  queries: {
    status: {
      summary: 'Build of a commit',
      parameters: [
        { name: 'project', summary: 'Full path of the project', required: true },
        COMMIT,
        { name: 'branch', summary: 'Branch of the commit', required: true },
      ],
      request: ({ settings, parameters: { project = '', sha = '', branch = '' } }) => {
        const path = projectPath(project);
        const query = new URLSearchParams({ branch, access_token: settings.token });
        const url = `${withoutSlash(settings.drone_url)}/gitlab/${path}/commits/${urlPart(sha)}?${query.toString()}`;
        return get(url, { verifyTls: settings.enable_ssl_verification });
      },
      entries: (response) => entriesAt(response),
    },
  },
});
