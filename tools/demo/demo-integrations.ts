import { TRIGGERS } from '@patchbay/integration-contracts';
import type { ScopeKey, Trigger } from '@patchbay/integration-contracts';
import type { EndpointName } from './endpoints.ts';

/** An integration that the demo sets up, and what the demo expects of it. */
export interface DemoIntegration {
  readonly scope: ScopeKey;
  readonly slug: string;
  /** Where its requests go; absent for a scope that only turns it off or passes it on. */
  readonly endpoint?: EndpointName;
  readonly triggers: readonly Trigger[];
  /** Whether the triggers are set one by one; true unless told. */
  readonly hasSwitches?: boolean;
  /** `off` keeps it away from its scope; `inherit` takes what the next scope outwards has. */
  readonly state?: 'off' | 'inherit';
  readonly onlyDefaultBranch?: boolean;
  readonly onlyBrokenPipelines?: boolean;
  /** Fields, given the endpoint's origin. */
  readonly fields: (origin: string) => Readonly<Record<string, unknown>>;
}

const NONE = (): Record<string, unknown> => ({});
const hookAt = (path: string) => (origin: string) => ({ webhook: `${origin}${path}`, ...EVERY_BRANCH });
const EVERY_BRANCH = { branches_to_be_notified: 'all', notify_only_broken_pipelines: false };

/**
 * All kinds of integrations that let their address be chosen, on all three levels, with an override, one that is turned off
 * and one that inherits. Discord accepts addresses at discord.com only, so it has no part in this.
 */
export const DEMO_INTEGRATIONS: readonly DemoIntegration[] = [
  {
    scope: 'instance',
    slug: 'webhook:audit',
    endpoint: 'audit',
    triggers: TRIGGERS,
    fields: (origin) => ({ url: `${origin}/audit`, token: 'demo-audit-token' }),
  },
  {
    scope: 'instance',
    slug: 'microsoft-teams',
    endpoint: 'teams',
    triggers: ['merge_request', 'pipeline', 'issue'],
    fields: hookAt('/teams'),
  },
  {
    scope: 'instance',
    slug: 'telegram',
    endpoint: 'telegram',
    triggers: ['issue', 'tag_push', 'wiki_page'],
    fields: (origin) => ({ hostname: origin, token: '1001:demo', room: '-100200300', ...EVERY_BRANCH }),
  },
  {
    scope: 'group:acme',
    slug: 'slack',
    endpoint: 'chat',
    triggers: [
      'push',
      'merge_request',
      'issue',
      'comment',
      'tag_push',
      'pipeline',
      'wiki_page',
      'deployment',
    ],
    fields: hookAt('/services/acme'),
  },
  { scope: 'group:acme/ground', slug: 'slack', state: 'off', triggers: [], fields: NONE },
  {
    scope: 'group:acme/rockets',
    slug: 'webex-teams',
    endpoint: 'webex',
    triggers: ['merge_request', 'tag_push'],
    fields: hookAt('/webex/rockets'),
  },
  {
    scope: 'group:beta-labs',
    slug: 'datadog',
    endpoint: 'datadog',
    // Datadog has no switches: these follow from CI Visibility.
    hasSwitches: false,
    triggers: ['push', 'merge_request', 'comment', 'tag_push', 'pipeline', 'job'],
    fields: (origin) => ({
      api_url: `${origin}/intake`,
      api_key: 'demo_api_key',
      datadog_ci_visibility: true,
    }),
  },
  {
    scope: 'project:1042',
    slug: 'slack',
    endpoint: 'chat',
    triggers: ['push', 'pipeline'],
    onlyDefaultBranch: true,
    onlyBrokenPipelines: true,
    fields: (origin) => ({
      webhook: `${origin}/services/engine`,
      branches_to_be_notified: 'default',
      notify_only_broken_pipelines: true,
    }),
  },
  { scope: 'project:1043', slug: 'slack', state: 'inherit', triggers: [], fields: NONE },
  {
    scope: 'project:1042',
    slug: 'jenkins',
    endpoint: 'jenkins',
    triggers: ['push', 'merge_request', 'tag_push'],
    fields: (origin) => ({
      jenkins_url: origin,
      project_name: 'engine',
      username: 'patchbay',
      password: 'demo-password',
    }),
  },
  {
    scope: 'project:1060',
    slug: 'webhook:legacy',
    endpoint: 'gone',
    triggers: ['push'],
    fields: (origin) => ({ url: `${origin}/legacy` }),
  },
];
