import { Environment } from '@marcbachmann/cel-js';
import type { ParseResult } from '@marcbachmann/cel-js';
import { RE2JS } from 're2js';
import type { IntegrationEvent } from '@patchbay/integration-contracts';
import { BoundedCache } from './bounded-cache.ts';
import { beyondTheLanguage } from './filter-language.ts';

const MAX_EXPRESSIONS = 500;
const MAX_PATTERNS = 1000;
/** Characters of a text that a pattern is looked for in. */
const MAX_MATCHED = 64 * 1024;
/** What an expression can be made of, so that neither parser nor evaluation goes deep. */
const LIMITS = {
  maxAstNodes: 1000,
  maxDepth: 32,
  maxListElements: 100,
  maxMapEntries: 0,
  maxCallArguments: 4,
};

const patterns = new BoundedCache(MAX_PATTERNS, (pattern: string) => RE2JS.compile(pattern));

/** `matches` is CEL's, in linear time: the library's own method takes JavaScript's expressions, which can run for hours. */
const environment = new Environment({ homogeneousAggregateLiterals: false, limits: LIMITS })
  .registerVariable('event', 'map')
  .registerVariable('trigger', 'string')
  .registerVariable('project', 'string')
  .registerVariable('ref', 'string')
  .registerVariable('labels', 'list<string>')
  .registerFunction('matches(string, string): bool', isMatch);

const expressions = new BoundedCache(MAX_EXPRESSIONS, compile);

/** @throws RangeError for a text that would take long */
function isMatch(text: string, pattern: string): boolean {
  if (text.length > MAX_MATCHED) throw new RangeError('the text is too long for matches()');
  return patterns.get(pattern).test(text);
}

/** @returns what is wrong with an expression, for people; `undefined` for one that can be evaluated */
export function filterProblem(expression: string): string | undefined {
  try {
    expressions.get(expression);
    return undefined;
  } catch (error) {
    return firstLine(error);
  }
}

/** @returns why an event is held back by an expression in CEL; `undefined` when it is not */
export function heldBackBy(expression: string, event: IntegrationEvent): string | undefined {
  const { projectPath, ref, labels } = event.facts;
  try {
    const verdict: unknown = expressions.get(expression)({
      event: event.payload,
      trigger: event.trigger,
      project: projectPath ?? '',
      ref: ref ?? '',
      labels,
    });
    if (typeof verdict !== 'boolean') return 'the content filter is neither true nor false for this event';
    return verdict ? undefined : 'the content filter is false for this event';
  } catch (error) {
    return `the content filter could not be evaluated: ${firstLine(error)}`;
  }
}

/** @throws Error for an expression that is no CEL, goes beyond what is allowed, or can't be true or false */
function compile(expression: string): ParseResult {
  const parsed = environment.parse(expression);
  const beyond = beyondTheLanguage(parsed.ast);
  if (beyond !== undefined) throw new TypeError(beyond);
  const { error, type } = parsed.check();
  if (error !== undefined) throw error;
  if (type !== 'bool' && type !== 'dyn')
    throw new TypeError(`its result is of type ${type ?? 'dyn'}, not bool`);
  return parsed;
}

/** The library draws the place of an error below its first line. */
function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n')[0] ?? '';
}
