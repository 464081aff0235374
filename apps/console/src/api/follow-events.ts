import type { StreamEvent } from './event-reader.ts';
import { EventReader } from './event-reader.ts';
import { ApiError } from './api-error.ts';
import { bodyOf } from './client.ts';

type Opened = Parameters<typeof bodyOf<ReadableStream<Uint8Array> | null>>[0];

interface Follower {
  /** Asks for the stream, `parseAs: 'stream'`. The browser's own EventSource can't send a token. */
  readonly open: (signal: AbortSignal) => Opened;
  readonly onEvent: (event: StreamEvent) => void;
  /** Nothing while it is connected. */
  readonly onTrouble: (error: unknown) => void;
}

const PAUSE_MS = 3000;

/** Reads a stream until the signal ends it, and comes again when the server or the line ends it. */
export async function followEvents(follower: Follower, signal: AbortSignal): Promise<void> {
  for (;;) {
    try {
      await readOnce(follower, signal);
    } catch (error) {
      if (isOver(signal)) return;
      follower.onTrouble(error);
      // Only a passing trouble ends by itself; a new token mounts the page anew.
      if (error instanceof ApiError && !error.isPassing && error.kind !== 'unauthenticated') return;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    if (isOver(signal)) return;
  }
}

/** It changes while one waits, which a check of types can't know. */
function isOver({ aborted }: AbortSignal): boolean {
  return aborted;
}

async function readOnce({ open, onEvent, onTrouble }: Follower, signal: AbortSignal): Promise<void> {
  const body = await bodyOf(open(signal));
  if (body === null) return;
  onTrouble(null);
  const events = new EventReader();
  const pieces = body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>).getReader();
  for (let piece = await pieces.read(); !piece.done; piece = await pieces.read())
    for (const event of events.read(piece.value)) onEvent(event);
}
