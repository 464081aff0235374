import { defineIntegration, field, json, post, skip } from '@patchbay/integration-contracts';
import type { IntegrationEvent } from '@patchbay/integration-contracts';
import { clip } from './chat/rich-text.ts';
import { urlPart } from './addresses/url-part.ts';

/** Source: GitHub's REST API, "Create a commit status". */
const STATES: ReadonlyMap<string, string> = new Map([
  ['created', 'pending'],
  ['pending', 'pending'],
  ['running', 'pending'],
  ['manual', 'pending'],
  ['success', 'success'],
  ['skipped', 'success'],
  ['failed', 'failure'],
  ['canceled', 'error'],
]);
const MAX_CONTEXT = 255;
const MAX_DESCRIPTION = 140;
const REPOSITORY = /^https?:\/\/[^/]+\/[^/]+\/[^/]+?(?:\.git)?\/?$/;

export const github = defineIntegration({
  name: 'github',
  title: 'GitHub',
  summary: 'Shows on GitHub how the pipelines of a mirrored project went.',
  help: 'The token needs the scope repo:status, or write access to commit statuses if it is a fine-grained one.',
  category: 'common',
  levels: ['project'],
  fields: {
    token: field.password({
      title: 'Personal access token',
      help: 'GitHub makes it under Settings, Developer settings.',
      required: true,
      section: 'connection',
      example: 'github-token-1f6a',
    }),
    repository_url: field.url({
      title: 'Repository URL',
      placeholder: 'https://github.com/username/repository',
      required: true,
      exposesSecrets: true,
      pattern: REPOSITORY,
      patternHint: 'must be the address of a repository, such as https://github.com/owner/name',
      section: 'connection',
      example: 'https://github.com/acme/engine',
    }),
    static_context: field.checkbox({
      title: 'Static status check names',
      checkboxLabel: 'Name the status after the host instead of the branch',
      help: 'Branch protection on GitHub goes by names; with a static one, it holds for every branch.',
      default: true,
      section: 'configuration',
    }),
  },
  events: { supported: ['pipeline'], default: ['pipeline'], configurable: [] },
  requests: ({ settings, event }) => {
    const { sha, status = '', detailedStatus, url } = event.view;
    const state = STATES.get(status);
    if (sha === undefined) return skip('the pipeline names no commit');
    if (state === undefined) return skip(`GitHub has no state for ${status === '' ? 'no status' : status}`);
    const body = {
      state,
      context: contextOf(event, settings.static_context),
      description: clip(`Pipeline ${detailedStatus ?? status}`, MAX_DESCRIPTION),
      ...(url !== undefined && { target_url: url }),
    };
    return post(`${apiOf(settings.repository_url)}/statuses/${urlPart(sha)}`, json(body), {
      headers: { authorization: `token ${settings.token}` },
    });
  },
});

/** `https://github.com/acme/engine.git` → `https://api.github.com/repos/acme/engine`; other hosts are GitHub Enterprise. */
function apiOf(repositoryUrl: string): string {
  const { origin, host, pathname } = new URL(repositoryUrl);
  const path = pathname.replace(/\/$/, '').replace(/\.git$/, '');
  return `${host === 'github.com' ? 'https://api.github.com' : `${origin}/api/v3`}/repos${path}`;
}

function contextOf({ view, facts }: IntegrationEvent<'pipeline'>, isStatic: boolean): string {
  const host = URL.parse(view.project?.url ?? view.url ?? '')?.hostname;
  const name = isStatic ? host : facts.ref;
  return clip(`ci/gitlab/${name ?? host ?? 'pipeline'}`, MAX_CONTEXT);
}
