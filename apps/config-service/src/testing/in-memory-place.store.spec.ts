import { InMemoryPlaceStore } from './in-memory-place.store.ts';
import { describePlaceStore } from './place-store.suite.ts';

describePlaceStore('in memory', () => new InMemoryPlaceStore());
