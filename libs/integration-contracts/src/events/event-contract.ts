import { z } from 'zod';
import type { JsonObject } from './json.ts';
import type { Trigger } from './triggers.ts';

/** What a trigger's payload looks like: the part that Patchbay relies on, and examples. */
export interface EventContract {
  readonly trigger: Trigger;
  /** Loose: it lets through whatever else GitLab sends, now or later. Events are not checked against it on delivery. */
  readonly schema: z.ZodType;
  /** Made-up payloads in GitLab's present shape. `typical` is what documentation and "Test settings" show. */
  readonly samples: Readonly<Record<string, JsonObject>> & { readonly typical: JsonObject };
}

/** A member that GitLab may leave out or send as null. */
export const optional = <T extends z.ZodType>(schema: T) => schema.nullish();

export const id = z.int().positive();
export const sha = z.string().regex(/^[0-9a-f]{40,64}$/);

/** A project object. Older GitLab sends it without an id. */
export const project = z.looseObject({
  id: optional(id),
  name: z.string(),
  web_url: z.url(),
  path_with_namespace: z.string().includes('/'),
  default_branch: optional(z.string()),
});

/** A user object. */
export const user = z.looseObject({
  name: z.string(),
  username: z.string(),
  avatar_url: optional(z.string()),
});

/** A commit object, as pushes and others list it. */
export const commit = z.looseObject({
  id: sha,
  message: z.string(),
  url: z.url(),
  author: z.looseObject({ name: z.string(), email: optional(z.string()) }),
});

export const labels = z.array(z.looseObject({ title: z.string() }));

/** Declares a trigger's contract. */
export function defineEvent(contract: EventContract): EventContract {
  return contract;
}
