import type { World } from '../world.ts';

/** Writes a value for programs, or what `lines` makes of it for people. */
export function show(
  world: Pick<World, 'write'>,
  isJson: boolean | undefined,
  value: unknown,
  lines: () => readonly string[],
): void {
  if (isJson === true) world.write(JSON.stringify(value, undefined, 2));
  else for (const line of lines()) world.write(line);
}

/** `name: value` for each member; what is no text is shown as JSON. */
export function memberLines(value: object): readonly string[] {
  return Object.entries(value).map(
    ([name, member]) => `${name}: ${typeof member === 'string' ? member : JSON.stringify(member)}`,
  );
}
