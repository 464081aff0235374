import { invalid } from '../classification.ts';
import type { InvalidEvent } from '../classification.ts';
import { isDeeperThan } from './json-depth.ts';
import { locateJsonProblem } from './json-problem.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { object } from './read.ts';

/** A JSON object, or why the text is none. */
export type ParsedJson = { readonly kind: 'ok'; readonly value: JsonObject } | InvalidEvent;

// A text nests at most half as deep as it is long, so shorter ones are harmless, and most payloads are spared the scan.
const SCANNED_FROM = 4096;
// Not fatal: one broken byte in a commit message must not lose the event. A byte order mark is dropped.
const UTF8 = new TextDecoder();

/**
 * Parses bytes or text that should hold one JSON object, nested at most `maxDepth` levels (not looked at below 4 KiB).
 * Never throws.
 */
export function parseJsonObject(raw: Uint8Array | string, maxDepth: number): ParsedJson {
  const text = typeof raw === 'string' ? raw : UTF8.decode(raw);
  if (text.length >= SCANNED_FROM && isDeeperThan(text, maxDepth)) {
    return invalid(
      'too_deep',
      `the JSON nests deeper than ${maxDepth} levels, which no event of GitLab's does`,
    );
  }
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch {
    return refuse(text);
  }
  const found = object(value);
  if (found !== undefined) return { kind: 'ok', value: found };
  return invalid(
    'not_an_object',
    `expected a JSON object, found ${nameOf(value)}; send the payload as GitLab does`,
  );
}

function refuse(text: string): InvalidEvent {
  if (text.trim() === '')
    return invalid('empty_value', 'the value is empty; send the payload as GitLab does');
  const problem = locateJsonProblem(text);
  const place =
    problem === undefined
      ? 'it could not be parsed'
      : `expected ${problem.expected} at line ${problem.line}, column ${problem.column} (offset ${problem.offset})`;
  return invalid('malformed_json', `not valid JSON: ${place}; send the payload as GitLab does`);
}

function nameOf(value: JsonValue): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'an array' : `a ${typeof value}`;
}
