import { AppError } from '@patchbay/integration-contracts';
import type { JsonObject, SettingsValues } from '@patchbay/integration-contracts';
import type { WantedEvent } from './trial-event.ts';

export interface TrialBody {
  readonly event: WantedEvent;
  /** Parameters as a PUT takes them, to be tried out without being stored; the stored settings when absent. */
  readonly settings: SettingsValues | undefined;
}

const MEMBERS = ['event', 'payload', 'settings'];

/**
 * Reads the body of a test or a preview: `{event | payload, settings}`, all of them optional.
 * @throws AppError `invalid_request` saying which member is wrong
 */
export function trialBodyOf(body: unknown): TrialBody {
  const given = body === undefined || body === null ? {} : objectOf(body, 'The body');
  const unknown = Object.keys(given).find((name) => !MEMBERS.includes(name));
  if (unknown !== undefined)
    throw new AppError('invalid_request', `The body can have only ${MEMBERS.join(', ')}.`);
  const { event, payload, settings } = given;
  return {
    event: wantedEvent(event, payload),
    settings: settings === undefined ? undefined : objectOf(settings, 'settings'),
  };
}

function wantedEvent(event: unknown, payload: unknown): WantedEvent {
  if (event !== undefined && payload !== undefined)
    throw new AppError('invalid_request', 'Give either event or payload.');
  if (payload !== undefined) return { kind: 'payload', payload: objectOf(payload, 'payload') as JsonObject };
  if (event === undefined) return { kind: 'any' };
  if (typeof event === 'string') return { kind: 'sample', name: event };
  throw new AppError('invalid_request', 'event must be the name of a sample, such as push.');
}

function objectOf(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Readonly<Record<string, unknown>>;
  throw new AppError('invalid_request', `${what} must be an object.`);
}
