import fc from 'fast-check';
import { PackedValues } from './packed-values.ts';

const MIB = 1024 * 1024;

describe('PackedValues', () => {
  it('gives back what was last written under each slot, through any sequence of changes', () => {
    const change = fc.record({
      kind: fc.constantFrom('add', 'replace', 'remove'),
      which: fc.nat(20),
      value: fc.uint8Array({ minLength: 1, maxLength: 40 }),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 150 }), (changes) => {
        const values = new PackedValues();
        const model = new Map<number, Buffer>();
        for (const { kind, which, value } of changes) {
          const slot = [...model.keys()][which];
          const bytes = Buffer.from(value);
          if (kind === 'add' || slot === undefined) model.set(values.add(bytes), bytes);
          else if (kind === 'replace') {
            values.replace(slot, bytes);
            model.set(slot, bytes);
          } else {
            values.remove(slot);
            model.delete(slot);
          }
        }
        for (const [slot, bytes] of model) expect(values.get(slot).equals(bytes)).toBe(true);
        expect(values.liveBytes).toBe([...model.values()].reduce((sum, bytes) => sum + bytes.length, 0));
      }),
    );
  });

  it('keeps its memory near what lives, however often values change', () => {
    const values = new PackedValues();
    const slots = Array.from({ length: 1000 }, (_, index) => values.add(Buffer.alloc(1000, index)));
    for (let round = 0; round < 50; round += 1) {
      for (const [index, slot] of slots.entries()) values.replace(slot, Buffer.alloc(1000, index + round));
    }
    expect(values.liveBytes).toBe(1_000_000);
    expect(values.allocatedBytes).toBeLessThanOrEqual(12 * MIB);
    for (const [index, slot] of slots.entries()) {
      expect(values.get(slot).equals(Buffer.alloc(1000, index + 49))).toBe(true);
    }
  });

  it('takes a value larger than a slab', () => {
    const values = new PackedValues();
    const small = values.add(Buffer.from('small'));
    const large = values.add(Buffer.alloc(9 * MIB, 7));
    const after = values.add(Buffer.from('after'));
    expect(values.get(large).length).toBe(9 * MIB);
    expect([small, after].map((slot) => values.get(slot).toString())).toEqual(['small', 'after']);
  });

  it('refuses a slot that holds nothing', () => {
    const values = new PackedValues();
    const slot = values.add(Buffer.from('x'));
    values.remove(slot);
    expect(() => values.get(slot)).toThrow(`no value in slot ${slot}`);
    expect(() => {
      values.remove(slot);
    }).toThrow(RangeError);
  });
});
