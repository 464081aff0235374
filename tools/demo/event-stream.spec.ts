import { parseEvent } from '@patchbay/integration-contracts';
import { eventStream } from './event-stream.ts';
import type { DemoEvent } from './event-stream.ts';

function take(count: number, seed = 1): DemoEvent[] {
  const stream = eventStream('run', seed);
  return Array.from({ length: count }, () => stream.next().value);
}

describe('the stream of demo events', () => {
  const events = take(300);

  it('knows of each event what the parser finds in it', () => {
    for (const { value, kinds, project, branch } of events) {
      const parsed = parseEvent(value);
      if (parsed.kind !== 'event') throw new Error(parsed.detail);
      const { facts } = parsed.event;
      expect({ kinds: [facts.trigger, ...facts.also], id: facts.projectId, path: facts.projectPath }).toEqual(
        {
          kinds,
          id: project.id,
          path: project.path,
        },
      );
      if (branch !== undefined) expect(facts.ref).toBe(branch);
    }
  });

  it('never has an edit of an issue or merge request, which chats leave out', () => {
    const items = events.filter(({ kinds }) => kinds[0] === 'issue' || kinds[0] === 'merge_request');
    const actions = items.map(({ value }) => {
      const parsed = parseEvent(value);
      return parsed.kind === 'event' ? parsed.event.facts.action : parsed.detail;
    });
    expect(actions).not.toContain('update');
  });

  it('is varied', () => {
    expect(new Set(events.map(({ kinds }) => kinds[0])).size).toBe(10);
    expect(new Set(events.map(({ project }) => project.id)).size).toBe(4);
    expect(events.some(({ hasFailed }) => hasFailed)).toBe(true);
    expect(events.some(({ isDefaultBranch }) => !isDefaultBranch)).toBe(true);
  });

  it('is the same for the same seed and gives every event an id of its own', () => {
    expect(take(50).map(({ value }) => value.toString())).toEqual(
      events.slice(0, 50).map(({ value }) => value.toString()),
    );
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  });
});
