import { awsEventBridge } from '../aws-event-bridge.integration.ts';
import { anEvent } from '../testing/an-event.ts';
import { putEventsVerdict } from './put-events-verdict.ts';

const verdictOn = (body: string) => putEventsVerdict({ status: 200, headers: {}, body });

describe('EventBridge', () => {
  it('has taken the event when no entry failed', () => {
    expect(verdictOn('{"FailedEntryCount":0,"Entries":[{"EventId":"1"}]}')).toEqual({ ok: true });
    expect(verdictOn('')).toEqual({ ok: true });
  });

  it.each([
    ['ThrottlingException', true],
    ['InternalFailure', true],
    ['MalformedDetail', false],
  ])('may take later what it refused with %s: %p', (code, isRetryable) => {
    expect(verdictOn(`{"FailedEntryCount":1,"Entries":[{"ErrorCode":"${code}"}]}`)).toEqual({
      ok: false,
      isRetryable,
      reason: `EventBridge refused the event: ${code}`,
    });
  });

  it('is spared events that are too large for it', () => {
    const settings = { region: 'eu-central-1', source: 'gitlab', event_bus: 'default' };
    const event = anEvent('push', { message: 'a'.repeat(1_048_576) });
    expect(awsEventBridge.requests({ settings, event })).toHaveProperty('skip');
  });
});
