import type { IntegrationEvent } from '@patchbay/integration-contracts';
import { anEvent } from '../testing/an-event.ts';
import { filterProblem, heldBackBy } from './content-filter.ts';

const commits = [
  { id: 'a1', message: 'Write docs', modified: ['docs/a.md', 'src/b.ts'], added: [] },
  { id: 'b2', message: 'Fix', modified: ['src/c.ts'], added: ['src/d.ts'] },
];
const push: IntegrationEvent = anEvent('push', { commits, total_commits_count: 2, nothing: null });
const isSent = (expression: string, event = push): boolean => heldBackBy(expression, event) === undefined;

describe('a content filter', () => {
  it.each([
    'trigger == "push"',
    'ref == "main" && project.startsWith("acme/")',
    'event.total_commits_count >= 2 && event.total_commits_count in [1, 2]',
    'event.commits.exists(c, c.modified.exists(f, f.startsWith("docs/")))',
    'event.commits.all(c, size(c.id) == 2)',
    'event.commits.exists_one(c, c.message.contains("docs"))',
    'event.commits.filter(c, c.added.size() > 0).size() == 1',
    'event.commits.filter(c, c.added.size() > 0).exists(c, c.id == "b2")',
    'event.commits[0].id == "a1" && event["commits"][1].message.lowerAscii().endsWith("fix")',
    '!has(event.no_such) && event.nothing == null',
    'matches(ref, "^ma.n$")',
    '!("wip" in labels)',
    'size(event.commits) > 1 ? true : false',
  ])('lets through what it is true for: %s', (expression) => {
    expect([filterProblem(expression), heldBackBy(expression, push)]).toEqual([undefined, undefined]);
  });

  it('holds back what it is false for, and says so', () => {
    expect(heldBackBy('ref == "other"', push)).toBe('the content filter is false for this event');
  });

  it('holds back what it can’t judge, and says why', () => {
    expect(heldBackBy('event.no_such.field == 1', push)).toBe(
      'the content filter could not be evaluated: No such key: no_such',
    );
    expect(heldBackBy('event.ref > 5', push)).toContain('no such overload');
    expect(heldBackBy('event.ref', push)).toBe('the content filter is neither true nor false for this event');
  });

  it('sees labels, and no text where an event has no ref', () => {
    const issue: IntegrationEvent = anEvent('issue', { labels: [{ title: 'bug' }] });
    expect(isSent('"bug" in labels && ref == "" && trigger == "issue"', issue)).toBe(true);
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
    'finds no %s in an event that has none',
    (name) => {
      expect(isSent(`has(event.${name})`)).toBe(false);
      expect(heldBackBy(`event.${name} == null`, push)).toContain('No such key');
    },
  );

  it.each([
    ['1 +', 'Unexpected token'],
    ['ref', 'its result is of type string, not bool'],
    ['size(labels)', 'its result is of type int, not bool'],
    ['branch == "main"', 'Unknown variable: branch'],
    ['ref == 5', 'no such overload: string == int'],
    ['ref + ref == "mainmain"', '+ is not available in filters'],
    ['-event.x < 0', '- is not available in filters'],
    ['{} == event', 'map is not available in filters'],
    ['labels.map(l, l) == labels', 'map() is not available in filters'],
    ['cel.bind(a, ref, a == "x")', 'bind() is not available in filters'],
    ['labels.join() == ""', 'join() is not available in filters'],
    ['ref.split("") == labels', 'split() is not available in filters'],
    ['timestamp("2026-01-01T00:00:00Z") == null', 'timestamp() is not available in filters'],
    ['ref.matches("^(a+)+$")', 'matches() is written matches(text, "pattern")'],
    ['matches(ref, event.pattern)', 'the pattern of matches() must stand there as a text'],
    ['matches(ref, "(?<=a)b")', 'matches(): '],
    ['matches(ref, "(a|b|c){1000}[xy]")', 'matches(): the pattern is too large'],
    ['event.a.exists(a, event.b.exists(b, a == b))', 'event can’t be used inside a loop'],
    ['event.a.exists(a, a in event.b)', 'event can’t be used inside a loop'],
    ['event.a.exists(a, a.b.exists(b, a == b))', 'a can’t be used inside a loop'],
    ['event.a.exists(a, [1, 2].exists(b, b == 1))', 'a loop inside a loop can only go over what a holds'],
    ['event.a.exists(a, [a, a].exists(b, b == 1))', 'a loop inside a loop can only go over what a holds'],
    ['event.a.exists(1, true)', 'invalid predicate iteration variable'],
  ])('is refused when it is %s', (expression, reason) => {
    expect(filterProblem(expression)).toContain(reason);
  });

  it('is refused when it is deep or long', () => {
    expect(filterProblem(`${'('.repeat(200)}true${')'.repeat(200)}`)).toContain('maxDepth');
    expect(filterProblem(`ref in [${Array.from({ length: 101 }, () => '"a"').join()}]`)).toBeDefined();
    expect(filterProblem(Array.from({ length: 400 }, () => 'ref == "a"').join(' || '))).toBeDefined();
  });

  it('looks at a pattern that would keep JavaScript busy for ever in no time', () => {
    const ref: IntegrationEvent = anEvent('push', { ref: `refs/heads/${'a'.repeat(5000)}!` });
    expect(heldBackBy('matches(ref, "^(a+)+$")', ref)).toBe('the content filter is false for this event');
  });

  it('looks for no pattern in a text that is very long', () => {
    const ref: IntegrationEvent = anEvent('push', { ref: `refs/heads/${'a'.repeat(70_000)}` });
    expect(heldBackBy('matches(ref, "b")', ref)).toBe(
      'the content filter could not be evaluated: the text is too long for matches()',
    );
  });

  it('visits each element of a payload once, however deep its loops are', () => {
    const files = Array.from({ length: 200 }, (_, index) => `src/${index}.ts`);
    let visits = 0;
    const counted = new Proxy(files, {
      get: (target, name, receiver) => {
        if (typeof name === 'string' && /^\d+$/.test(name)) visits += 1;
        return Reflect.get(target, name, receiver) as unknown;
      },
    });
    const event: IntegrationEvent = { ...push, payload: { commits: [{ modified: counted }] } };
    expect(isSent('event.commits.all(c, c.modified.all(f, f.startsWith("src/")))', event)).toBe(true);
    expect(visits).toBeLessThan(2 * files.length);
  });
});
