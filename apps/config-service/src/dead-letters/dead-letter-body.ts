import { AppError } from '@patchbay/integration-contracts';
import type { ScopeKey } from '@patchbay/integration-contracts';
import { namedScope } from '../audit/audit-parameters.ts';
import { membersOf, replayOf, timeOf } from '../sending/sending-body.ts';
import type { Limits } from '../sending/sending-body.ts';
import type { JobTerms } from '../sending/job-opener.ts';
import type { DeadKind } from './dead-letter.ts';
import { kindOf } from './dead-letter-parameters.ts';

export interface DeadReplay {
  readonly scope: ScopeKey;
  readonly slug: string;
  readonly terms: JobTerms;
}

export interface PurgeTerms {
  readonly kind: DeadKind;
  readonly before: Date;
}

/** Reads `{scope, integration, reason, since, until}`. @throws AppError `invalid_request` */
export function deadReplayOf(body: unknown, limits: Limits): DeadReplay {
  const names = ['scope', 'integration', 'reason', 'since', 'until'] as const;
  const { scope, integration, reason, ...times } = membersOf(body, names);
  const terms = { kind: 'replay' as const, ...replayOf({ ...times, outcome: 'dead' }, limits) };
  return {
    scope: namedScope(textOf('scope', scope)),
    slug: textOf('integration', integration),
    terms: reason === undefined ? terms : { ...terms, deadReason: textOf('reason', reason) },
  };
}

/** Reads `{kind, before}`. @throws AppError `invalid_request` */
export function purgeOf(body: unknown): PurgeTerms {
  const { kind, before } = membersOf(body, ['kind', 'before']);
  return { kind: kindOf(kind), before: timeOf('before', before) };
}

function textOf(name: string, value: unknown): string {
  if (typeof value === 'string' && value !== '' && value.length <= 255) return value;
  throw new AppError('invalid_request', `${name} must be a text of at most 255 characters.`);
}
