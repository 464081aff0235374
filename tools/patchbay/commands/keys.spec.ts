import { running } from '../testing/scripted-world.ts';

const FIRST = { id: 'k2', settings: 0, primary: true, known: true, unused: false };

function answer({ left = 0, done = 0, unpublished = 0 } = {}) {
  const isUnused = left === 0 && unpublished === 0;
  return {
    primary_key: 'k2',
    unpublished,
    keys: [
      { ...FIRST, settings: done },
      { id: 'k1', settings: left, primary: false, known: true, unused: isUnused },
    ],
    rotation: { running: left > 0, done, total: left + done, failed: 0, failures: [] as unknown[] },
  };
}

describe('patchbay keys', () => {
  it('shows progress until everything is published, and says that the old key is unused', async () => {
    const answers = [
      ...[answer({ left: 3 }), answer({ left: 1, done: 2, unpublished: 2 })],
      ...[answer({ done: 3, unpublished: 1 }), answer({ done: 3 })],
    ];
    const { code, lines, notes, asked } = await running(['keys', 'rotate'], { answers });
    expect(code).toBe(0);
    expect(asked).toHaveLength(4);
    expect(notes).toEqual([
      'everything is being sealed with key k2',
      '0 of 3 sealed again, 0 to be published',
      '2 of 3 sealed again, 2 to be published',
      '3 of 3 sealed again, 1 to be published',
    ]);
    expect(lines).toEqual([
      '3 of 3 sealed again, 0 to be published',
      'key k1 is unused: it can be taken out of SEALING_KEYS',
    ]);
  });

  it('names what could not be opened and the key that is missing for it, and ends with 1', async () => {
    const failures = [{ integration_id: 'i1', key: 'k9', code: 'key_unknown' }];
    const lost = { id: 'k9', settings: 1, primary: false, known: false, unused: false };
    const { code, lines } = await running(['keys', 'rotate'], {
      answers: [
        {
          ...answer(),
          keys: [...answer().keys, lost],
          rotation: { running: false, done: 0, total: 1, failed: 1, failures },
        },
      ],
    });
    expect(code).toBe(1);
    expect(lines).toContain('integration i1 could not be sealed again: key_unknown, key k9');
    expect(lines).toContain('key k9 is missing in SEALING_KEYS; 1 settings can’t be opened without it');
  });

  it('shows the ring', async () => {
    const { code, lines } = await running(['keys', 'show'], { answers: [answer({ left: 4, done: 3 })] });
    expect(code).toBe(0);
    expect(lines).toEqual([
      'KEY  SETTINGS  FIRST  KNOWN  UNUSED',
      'k2   3         true   true   false',
      'k1   4         false  true   false',
    ]);
  });
});
