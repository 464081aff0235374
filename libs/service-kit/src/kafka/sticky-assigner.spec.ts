import fc from 'fast-check';
import { assign, assignJointly } from './sticky-assigner.ts';

type Assignment = Map<string, Record<string, number[]>>;

const upTo = (count: number): number[] => Array.from({ length: count }, (_, number) => number);
const membersOf = (assignment: Assignment, ids: readonly string[]) =>
  ids.map((memberId) => ({ memberId, held: assignment.get(memberId) ?? {} }));
const sharesOf = (assignment: Assignment, topic: string): number[] =>
  [...assignment.values()].map((byTopic) => byTopic[topic]?.length ?? 0);
const movesBetween = (before: Assignment, after: Assignment): number =>
  [...after].reduce(
    (moves, [id, byTopic]) =>
      moves +
      Object.entries(byTopic).reduce(
        (sum, [topic, list]) =>
          sum + list.filter((one) => before.get(id)?.[topic]?.includes(one) !== true).length,
        0,
      ),
    0,
  );

describe('the assignment of partitions', () => {
  it('leaves everything as it is when somebody comes back to the same group', () => {
    const topics = { deliveries: upTo(6), retries: upTo(6) };
    const first = assign(membersOf(new Map(), ['a', 'b', 'c']), topics);
    expect(assign(membersOf(first, ['c', 'b', 'a']), topics)).toEqual(first);
  });

  it('moves to others only what a member that left had, and to a new one only its share', () => {
    const topics = { deliveries: upTo(12) };
    const three = assign(membersOf(new Map(), ['a', 'b', 'c']), topics);
    const two = assign(membersOf(three, ['a', 'b']), topics);
    expect(movesBetween(three, two)).toBe(4);
    const four = assign(membersOf(two, ['a', 'b', 'd', 'e']), topics);
    expect(movesBetween(two, four)).toBe(6);
  });

  it('gives a partition that two say they hold to one of them', () => {
    const held = { deliveries: [0, 1, 2, 3] };
    const members = [
      { memberId: 'a', held },
      { memberId: 'b', held },
    ];
    expect(sharesOf(assign(members, { deliveries: upTo(4) }), 'deliveries')).toEqual([2, 2]);
  });

  it('is even, complete and without doubles, whoever comes and goes', () => {
    const groups = fc.array(fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1 }), {
      minLength: 1,
      maxLength: 6,
    });
    const topics = fc.record({
      deliveries: fc.integer({ min: 0, max: 20 }),
      retries: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(groups, topics, (rounds, counts) => {
        const partitions = { deliveries: upTo(counts.deliveries), retries: upTo(counts.retries) };
        let before: Assignment = new Map();
        for (const ids of rounds) {
          const after = assign(membersOf(before, ids), partitions);
          for (const [topic, all] of Object.entries(partitions)) {
            const given = [...after.values()].flatMap((byTopic) => byTopic[topic] ?? []);
            expect(given.toSorted((a, b) => a - b)).toEqual(all);
            const shares = sharesOf(after, topic);
            expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
          }
          before = after;
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('gives a partition number to one member in all topics where it is joint, and leaves it there', () => {
    const topics = { deliveries: upTo(6), results: upTo(6) };
    const two = assignJointly(membersOf(new Map(), ['a', 'b']), topics);
    const three = assignJointly(membersOf(two, ['a', 'b', 'c']), topics);
    for (const assignment of [two, three]) {
      for (const { deliveries, results } of assignment.values()) expect(deliveries).toEqual(results);
      expect(Math.max(...sharesOf(assignment, 'results'))).toBe(6 / assignment.size);
    }
    expect(movesBetween(two, three)).toBe(4);
  });
});
