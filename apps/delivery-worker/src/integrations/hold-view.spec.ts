import { aHealthRecord } from '../testing/a-health-record.ts';
import { recordingLogger } from '../testing/recording-logger.ts';
import { HoldView } from './hold-view.ts';

const NOW = 1_700_000_000_000;

function aView() {
  const { logger, lines } = recordingLogger();
  const clock = { now: NOW };
  return { view: new HoldView(logger, () => clock.now), clock, lines };
}

describe('HoldView', () => {
  it('holds nobody back of whom it heard nothing', () => {
    expect(aView().view.holdOf('int-1')).toBeUndefined();
  });

  it('holds back during a pause, and not after it', () => {
    const { view, clock } = aView();
    view.apply(aHealthRecord({ state: 'paused', pausedUntil: NOW + 10 }));
    expect(view.holdOf('int-1')).toEqual({ reason: 'integration_paused', until: NOW + 10 });
    clock.now = NOW + 10;
    expect(view.holdOf('int-1')).toBeUndefined();
  });

  it('holds back what is off until it hears otherwise', () => {
    const { view } = aView();
    view.apply(aHealthRecord({ state: 'off', version: 1 }));
    expect(view.holdOf('int-1')).toEqual({ reason: 'integration_off', until: Infinity });
    view.apply(aHealthRecord({ state: 'healthy', version: 2 }));
    expect(view.holdOf('int-1')).toBeUndefined();
  });

  it('is not misled by what comes late', () => {
    const { view } = aView();
    view.apply(aHealthRecord({ state: 'healthy', version: 3 }));
    view.apply(aHealthRecord({ state: 'off', version: 2 }));
    expect(view.holdOf('int-1')).toBeUndefined();
  });

  it('forgets what was deleted', () => {
    const { view } = aView();
    view.apply(aHealthRecord({ state: 'off', version: 7 }));
    view.apply(aHealthRecord({}, null));
    expect(view.holdOf('int-1')).toBeUndefined();
    view.apply(aHealthRecord({ state: 'off', version: 1 }));
    expect(view.holdOf('int-1')).toBeDefined();
  });

  it('skips a record that it can’t read, and says so', () => {
    const { view, lines } = aView();
    view.apply({ ...aHealthRecord({}), value: Buffer.from('{"v":9}') });
    expect(view.holdOf('int-1')).toBeUndefined();
    expect(lines).toMatchObject([{ level: 'error', fields: { integrationId: 'int-1' } }]);
  });
});
