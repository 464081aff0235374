import { phasesOf } from './phases.ts';

const NONE = { queue_ms: 0, dns_ms: null, connect_ms: null, tls_ms: null, first_byte_ms: null, total_ms: 0 };

describe('the phases of an attempt', () => {
  it('fill the bar, with what no phase explains as the rest', () => {
    const phases = phasesOf({
      ...NONE,
      queue_ms: 10,
      dns_ms: 5,
      connect_ms: 5,
      first_byte_ms: 20,
      total_ms: 40,
    });
    expect(phases.map(({ name, ms }) => [name, ms])).toEqual([
      ...[
        ['queue', 10],
        ['dns', 5],
        ['connect', 5],
        ['first_byte', 20],
        ['rest', 10],
      ],
    ]);
    expect(phases.reduce((sum, { percent }) => sum + percent, 0)).toBeCloseTo(100);
  });

  it('are none where nothing took time, and never less than none', () => {
    expect(phasesOf(NONE)).toEqual([]);
    expect(phasesOf({ ...NONE, first_byte_ms: 5.1, total_ms: 5 }).map(({ name }) => name)).toEqual([
      'first_byte',
    ]);
  });
});
