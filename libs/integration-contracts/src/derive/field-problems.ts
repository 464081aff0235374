import { PATTERN_HINT } from '../definition/index.ts';
import { isProblemName, problem } from '../errors/index.ts';
import type { Problem, ProblemValues } from '../errors/index.ts';
import type { z } from 'zod';

/** What a field's schema found, as problems; `patternHint` is the field's own sentence about its pattern. */
export function fieldProblems(issues: readonly z.core.$ZodIssue[], patternHint: Problem): Problem[] {
  return issues.map((issue) => {
    if (issue.message === PATTERN_HINT) return patternHint;
    if (isProblemName(issue.message)) return problem(issue.message, valuesOf(issue));
    throw new TypeError(`no problem is called "${issue.message}"`);
  });
}

function valuesOf(issue: z.core.$ZodIssue): ProblemValues {
  if (issue.code === 'too_big') return { max: Number(issue.maximum) };
  if (issue.code === 'too_small') return { min: Number(issue.minimum) };
  return issue.code === 'custom' ? ((issue.params ?? {}) as ProblemValues) : {};
}
