import { z } from 'zod';

/** Longer than any path of GitLab's, and short enough to travel in a URL and to be kept by the hundred thousand. */
export const MAX_PATH_LENGTH = 1024;

const FULL_PATH = /^[A-Za-z0-9_.-]+(?:\/[A-Za-z0-9_.-]+)*$/;

/** Whether a text is the full path of a group or project. The `#` of stored paths is in none, so nobody can name those. */
export function isFullPath(text: string): boolean {
  return text.length <= MAX_PATH_LENGTH && FULL_PATH.test(text);
}

const PathSchema = z.string().refine(isFullPath, { error: 'must be the full path of a group' });

const NamespaceMoveSchema = z.object({
  v: z.literal(1),
  /** The same whenever this move is told of again: followed twice, it would take the group's settings from it. */
  id: z.string().min(1),
  /** Full path of the group before and after. */
  from: PathSchema,
  to: PathSchema,
  /** Epoch milliseconds: when it happened. */
  at: z.number(),
  /** The event that told of it. */
  eventId: z.string().min(1),
});

/** A group that got another path, as `integration.namespaces` carries it. */
export type NamespaceMove = z.infer<typeof NamespaceMoveSchema>;

export function encodeNamespaceMove(move: NamespaceMove): string {
  return JSON.stringify(move);
}

/** @throws z.ZodError or SyntaxError when the bytes are not a move of a version known here. */
export function decodeNamespaceMove(value: Uint8Array): NamespaceMove {
  return NamespaceMoveSchema.parse(JSON.parse(Buffer.from(value).toString()));
}
