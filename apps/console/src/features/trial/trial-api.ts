import { api, bodyOf } from '../../api/client.ts';
import type { components } from '../../api/openapi.gen.ts';
import { placeOf } from '../../scopes/scope.ts';
import type { Scope } from '../../scopes/scope.ts';

export type TestReport = components['schemas']['TestReport'];
export type Preview = components['schemas']['Preview'];

export interface Trial {
  readonly scope: Scope;
  readonly slug: string;
  /** Name of a sample, or an event of one's own. */
  readonly event: string | Readonly<Record<string, unknown>>;
  /** What is being filled in; the stored settings where it is absent. */
  readonly settings: Readonly<Record<string, unknown>> | undefined;
}

/** Has a worker send it for real. */
export function testSettings(trial: Trial): Promise<TestReport> {
  return bodyOf(api.POST('/api/v4/{place}/integrations/{slug}/test', partsOf(trial)));
}

/** Builds the requests and sends none. */
export function previewRequests(trial: Trial): Promise<Preview> {
  return bodyOf(api.POST('/api/v4/{place}/integrations/{slug}/preview', partsOf(trial)));
}

function partsOf({ scope, slug, event, settings }: Trial) {
  return {
    params: { path: { place: placeOf(scope), slug } },
    body: {
      ...(typeof event === 'string' ? { event } : { payload: event }),
      ...(settings !== undefined && { settings }),
    },
  };
}
