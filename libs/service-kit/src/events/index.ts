export type { IncomingEvent } from './incoming-event.ts';
export { readEvent } from './read-event.ts';
export type { DeadReason, ReadEvent, UnreadableEvent } from './read-event.ts';
