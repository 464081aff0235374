import { EVENT_CONTRACTS } from './event-contracts.ts';
import { parseEvent } from './parse/parse-event.ts';
import { EVENT_SAMPLES, SAMPLES } from './samples.ts';
import { TRIGGERS } from './triggers.ts';
import { describeEvent } from './view/describe-event.ts';

describe('event samples', () => {
  it.each(EVENT_SAMPLES.map((sample) => [`${sample.trigger} (${sample.name})`, sample] as const))(
    '%s is recognised as its own trigger',
    (_title, { trigger, payload }) => {
      const parsed = parseEvent(JSON.stringify(payload));
      if (parsed.kind !== 'event') throw new Error(parsed.detail);
      expect([parsed.event.facts.trigger, ...parsed.event.facts.also]).toContain(trigger);
      expect(describeEvent(parsed.event, trigger).trigger).toBe(trigger);
    },
  );

  it.each(EVENT_SAMPLES.map((sample) => [`${sample.trigger} (${sample.name})`, sample] as const))(
    '%s satisfies the schema of its trigger',
    (_title, { trigger, payload }) => {
      expect(EVENT_CONTRACTS[trigger].schema.safeParse(payload).error?.issues ?? []).toEqual([]);
    },
  );

  it('has a contract under its own name and a typical sample for every trigger', () => {
    for (const trigger of TRIGGERS) {
      expect(EVENT_CONTRACTS[trigger].trigger).toBe(trigger);
      expect(SAMPLES[trigger]).toBe(EVENT_CONTRACTS[trigger].samples.typical);
    }
  });

  it('names only imaginary hosts and hides addresses as GitLab does', () => {
    const text = JSON.stringify(EVENT_SAMPLES);
    const hosts = [...text.matchAll(/(?:https?:\/\/|@)([\w.-]+)/g)].map(([, host]) => host);
    expect(hosts.filter((host) => host?.endsWith('example.com') !== true && host !== 'acme')).toEqual([]);
  });

  it('refuses a payload whose members have other types', () => {
    const broken = { ...SAMPLES.push, ref: 7, commits: 'none' };
    const issues = EVENT_CONTRACTS.push.schema.safeParse(broken).error?.issues ?? [];
    expect(issues.map(({ path }) => path.join('.')).sort()).toEqual(['commits', 'ref']);
  });
});
