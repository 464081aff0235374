import fc from 'fast-check';
import { isDeeperThan } from './json-depth.ts';
import { locateJsonProblem } from './json-problem.ts';

describe('the place of a JSON mistake', () => {
  it.each([
    ['{"a":1,}', 7, 'a key in double quotes'],
    ["{'a':1}", 1, 'a key in double quotes or "}"'],
    ['{"a" 1}', 5, '":"'],
    ['[1 2]', 3, '"," or "]"'],
    ['[1,]', 3, 'a value'],
    ['[', 1, 'a value or "]"'],
    ['"a\nb"', 2, 'a value'],
    ['"\\x"', 1, 'a value'],
    ['"abc', 4, 'a value'],
    ['01', 1, 'nothing more'],
    ['tru', 0, 'a value'],
  ])('is found in %j', (text, offset, expected) => {
    expect(locateJsonProblem(text)).toMatchObject({ offset, expected });
  });

  it('exists exactly where JSON.parse throws', () => {
    const json = fc.json().map((text) => text);
    const damaged = fc
      .tuple(
        json,
        fc.nat(),
        fc.nat({ max: 2 }),
        fc.constantFrom('', '"', ',', '}', ']', '{', '\\', '0', 'e', ':', '\u0001'),
      )
      .map(([text, at, length, extra]) => {
        const start = at % (text.length + 1);
        return text.slice(0, start) + extra + text.slice(start + length);
      });
    fc.assert(
      fc.property(fc.oneof(json, damaged, fc.string()), (text) => {
        expect(locateJsonProblem(text) === undefined).toBe(isSound(text));
      }),
      { numRuns: 3000 },
    );
  });
});

describe('the depth of a JSON text', () => {
  it.each([
    ['{}', 1],
    ['[[{"a":[]}]]', 4],
    ['["[[[[", "\\"[[[", {"]":1}]', 2],
  ])('is known for %s', (text, depth) => {
    expect(isDeeperThan(text, depth)).toBe(false);
    expect(isDeeperThan(text, depth - 1)).toBe(true);
  });
});

function isSound(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
