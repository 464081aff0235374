import type { IntegrationSettings } from './integration-settings.ts';
import { someSettings } from '../testing/some-settings.ts';
import { heldIn } from './held-settings.ts';

const PROJECT = 'project:7';
const own = (changes: Partial<IntegrationSettings> = {}) => someSettings({ scope: PROJECT, ...changes });
const ofGroup = someSettings({ scope: 'group:platform' });
const ofInstance = someSettings({ scope: 'instance' });

describe('what a scope has', () => {
  it('is its own row before those around it', () => {
    const row = own({ isActive: false });
    expect(heldIn(PROJECT, [row, ofGroup, ofInstance])).toEqual([{ row, holding: row, isInherited: false }]);
  });

  it('is the nearest row that decides where it has none, or inherits', () => {
    const inheriting = own({ isInherited: true });
    expect(heldIn(PROJECT, [ofGroup, ofInstance])).toEqual([
      { row: ofGroup, holding: ofGroup, isInherited: true },
    ]);
    expect(heldIn(PROJECT, [inheriting, { ...ofGroup, isInherited: true }, ofInstance])).toEqual([
      { row: inheriting, holding: ofInstance, isInherited: true },
    ]);
  });

  it('is a row that inherits nothing when there is nothing around it', () => {
    const row = own({ isInherited: true });
    expect(heldIn(PROJECT, [row])).toEqual([{ row, holding: undefined, isInherited: true }]);
    expect(heldIn(PROJECT, [{ ...ofGroup, isInherited: true }])).toEqual([]);
  });

  it('tells those with labels apart, and is sorted by name and label', () => {
    const rows = [own({ label: 'b' }), own({ name: 'asana' }), own({ label: 'a' }), own()];
    const keys = heldIn(PROJECT, rows).map(({ row }) => [row.name, row.label]);
    expect(keys).toEqual([
      ['asana', ''],
      ['webhook', ''],
      ['webhook', 'a'],
      ['webhook', 'b'],
    ]);
  });

  it('leaves out what is not made for its level, unless it has a row of its own', () => {
    const unknown = { name: 'carrier_pigeon' };
    expect(heldIn(PROJECT, [{ ...ofInstance, ...unknown }])).toEqual([]);
    expect(heldIn(PROJECT, [own(unknown)])).toHaveLength(1);
  });
});
