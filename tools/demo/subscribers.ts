import type { ScopeKey } from '@patchbay/integration-contracts';
import type { DemoIntegration } from './demo-integrations.ts';
import type { DemoEvent } from './event-stream.ts';

/**
 * Who should get an event, worked out from the table of the demo in the plainest way. On purpose it shares nothing with the
 * dispatcher, since it is what the dispatcher's work is compared with.
 */
export function subscribersOf<Integration extends DemoIntegration>(
  event: DemoEvent,
  integrations: readonly Integration[],
): readonly Integration[] {
  const slugs = new Set(integrations.map(({ slug }) => slug));
  return [...slugs].flatMap((slug) => {
    const own = placesOf(event)
      .map((scope) => integrations.find((candidate) => candidate.scope === scope && candidate.slug === slug))
      .find((candidate) => candidate !== undefined && candidate.state !== 'inherit');
    return own !== undefined && wants(own, event) ? own : [];
  });
}

/** `project:1042`, `group:acme/rockets`, `group:acme`, `instance`. */
function placesOf({ project }: DemoEvent): ScopeKey[] {
  const groups = project.path.split('/').slice(0, -1);
  const paths = groups.map((_, index) => groups.slice(0, groups.length - index).join('/'));
  return [`project:${project.id}`, ...paths.map((path): ScopeKey => `group:${path}`), 'instance'];
}

function wants(integration: DemoIntegration, event: DemoEvent): boolean {
  if (integration.state === 'off') return false;
  if (!event.kinds.some((kind) => integration.triggers.includes(kind))) return false;
  if (integration.onlyDefaultBranch === true && !event.isDefaultBranch) return false;
  const isGoodPipeline = event.kinds[0] === 'pipeline' && !event.hasFailed;
  return !(integration.onlyBrokenPipelines === true && isGoodPipeline);
}
