/** Each browser says in its own words that a part of the console can't be loaded any more. */
const WORDS = /dynamically imported module|importing a module script failed|unable to preload css/i;

export function isStale(error: unknown): boolean {
  return error instanceof Error && WORDS.test(error.message);
}
