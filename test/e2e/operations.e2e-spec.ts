import { STEPS, problemsOf, verify } from '@patchbay/tools/verify-ops';

/** Enough for rates over 15 s, and for the first retries. */
const WARM_UP_MS = 20_000;

describe('what operators rely on', () => {
  it('is true of the services under load: metrics, dashboards, alerts, and the commands of the runbook', async () => {
    const reports = await verify(STEPS, {
      kafkaBrokers: (process.env['KAFKA_BROKERS'] ?? '').split(','),
      mongodbUri: process.env['MONGODB_URI'] ?? '',
      warmUpMs: WARM_UP_MS,
    });
    expect(problemsOf(reports)).toEqual([]);
  }, 240_000);
});
