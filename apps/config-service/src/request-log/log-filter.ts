import type { AttemptDocument, Outcome, Trigger } from '@patchbay/integration-contracts';

/** What attempts are looked for by; all that is given must hold. */
export interface LogFilter {
  /** Absent for those of all integrations. */
  readonly integrationIds?: readonly string[];
  /** Name of the definition. */
  readonly name?: string;
  readonly projectKey?: string;
  readonly trigger?: Trigger;
  readonly eventId?: string;
  readonly deliveryId?: string;
  readonly outcome?: Outcome;
  /** Statuses of the answer, the last one included. */
  readonly status?: { readonly first: number; readonly last: number };
  readonly since?: Date;
  /** Not included. */
  readonly until?: Date;
  /** A part of the address, in any case. */
  readonly url?: string;
  /** A part of the address, the reason or the error, in any case. */
  readonly text?: string;
}

type Searched = Pick<AttemptDocument, 'reason' | 'error'> & { readonly request?: { readonly url: string } };

/** Where {@link LogFilter.text} is looked for. Bodies are bytes, cut and masked; nothing is looked for in them. */
export function searchedTexts({ request, reason, error }: Searched): readonly string[] {
  return [request?.url, reason, error].filter((text) => text !== undefined);
}

/** Attempts that one page looks at: what is further back is on the next one, so that rare things cost no more than frequent ones. */
export const SEARCH_REACH = 10_000;
