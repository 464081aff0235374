import { InMemorySettingsStore } from './in-memory-settings.store.ts';
import { describeSettingsStore } from './settings-store.suite.ts';

describeSettingsStore('in memory', () => {
  const store = new InMemorySettingsStore();
  return {
    store,
    passMinute: () => {
      store.nowMs += 60_000;
    },
  };
});
