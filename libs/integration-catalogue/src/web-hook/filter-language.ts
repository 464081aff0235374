import type { ASTNode } from '@marcbachmann/cel-js';
import { RE2JS } from 're2js';

/*
 * The part of CEL that content filters may use. Every expression in it is evaluated in time that grows with the payload, and not
 * faster: nothing in it makes larger values of smaller ones, and a loop sees its own element only.
 */

const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=', 'in', '||', '&&', '[]']);
const METHODS: ReadonlySet<string> = new Set(['startsWith', 'endsWith', 'contains', 'lowerAscii', 'size']);
const LOOPS: ReadonlySet<string> = new Set(['exists', 'all', 'exists_one', 'filter']);
/** Instructions of a compiled pattern, each of which may be looked at for every character. */
const MAX_PROGRAM = 300;
/** Variables that are short texts, whatever the payload. */
const SHORT: ReadonlySet<string> = new Set(['trigger', 'project', 'ref']);

/**
 * @param element the variable of the loop around a node, if it is in one
 * @returns what of an expression is not allowed, for people; `undefined` when all of it is
 */
export function beyondTheLanguage(node: ASTNode, element?: string): string | undefined {
  const first = (nodes: readonly ASTNode[]): string | undefined => {
    for (const one of nodes) {
      const beyond = beyondTheLanguage(one, element);
      if (beyond !== undefined) return beyond;
    }
    return undefined;
  };
  switch (node.op) {
    case 'value':
      return undefined;
    case 'id':
      return isNameable(node.args, element)
        ? undefined
        : `${node.args} can’t be used inside a loop over something else`;
    case '.':
      return beyondTheLanguage(node.args[0], element);
    case '!_':
      return beyondTheLanguage(node.args, element);
    case 'list':
    case '?:':
      return first(node.args);
    case 'call':
      return beyondInCall(node.args) ?? first(node.args[1]);
    case 'rcall':
      return beyondInMethod(node.args, element);
    default:
      return COMPARISONS.has(node.op) && Array.isArray(node.args)
        ? first(node.args as readonly ASTNode[])
        : `${node.op.replaceAll('_', '')} is not available in filters`;
  }
}

/** A loop inside a loop may only go over what its element holds, and so visits nothing twice. */
function isNameable(name: string, element: string | undefined): boolean {
  return element === undefined || name === element || SHORT.has(name);
}

/** The variable that a path such as `c.files[0]` begins with. */
function rootOf(node: ASTNode): string | undefined {
  if (node.op === 'id') return node.args;
  if (node.op === '.' || node.op === '[]') return rootOf(node.args[0]);
  return node.op === 'rcall' ? rootOf(node.args[1]) : undefined;
}

function beyondInCall([name, operands]: readonly [string, readonly ASTNode[]]): string | undefined {
  if (name === 'has' || name === 'size') return undefined;
  if (name !== 'matches') return `${name}() is not available in filters`;
  const pattern = operands[1];
  if (pattern?.op !== 'value' || typeof pattern.args !== 'string')
    return 'the pattern of matches() must stand there as a text';
  try {
    return RE2JS.compile(pattern.args).programSize() > MAX_PROGRAM
      ? 'matches(): the pattern is too large'
      : undefined;
  } catch (error) {
    return `matches(): ${error instanceof Error ? error.message : 'the pattern is none'}`;
  }
}

function beyondInMethod(
  [name, receiver, operands]: readonly [string, ASTNode, readonly ASTNode[]],
  element: string | undefined,
): string | undefined {
  const beyond = beyondTheLanguage(receiver, element);
  if (beyond !== undefined) return beyond;
  if (LOOPS.has(name)) {
    const [variable, predicate] = operands;
    if (variable?.op !== 'id' || predicate === undefined) return `${name}() needs a name and a condition`;
    if (element !== undefined && rootOf(receiver) !== element)
      return `a loop inside a loop can only go over what ${element} holds`;
    return beyondTheLanguage(predicate, variable.args);
  }
  if (name === 'matches') return 'matches() is written matches(text, "pattern")';
  if (!METHODS.has(name)) return `${name}() is not available in filters`;
  for (const operand of operands) {
    const inOperand = beyondTheLanguage(operand, element);
    if (inOperand !== undefined) return inOperand;
  }
  return undefined;
}
