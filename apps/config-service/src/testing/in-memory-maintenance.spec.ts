import { InMemoryRotationStore } from './in-memory-rotation.store.ts';
import { InMemorySettingsInventory } from './in-memory-settings.inventory.ts';
import { InMemorySettingsStore } from './in-memory-settings.store.ts';
import { describeRotationStore } from './rotation-store.suite.ts';
import { describeSettingsInventory } from './settings-inventory.suite.ts';

describeSettingsInventory('in memory', () => {
  const store = new InMemorySettingsStore();
  return { store, inventory: new InMemorySettingsInventory(store) };
});

describeRotationStore('in memory', () => {
  const rotations = new InMemoryRotationStore();
  return {
    rotations,
    passMinute: () => {
      rotations.nowMs += 60_000;
    },
  };
});
