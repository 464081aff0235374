import { defineIntegration } from './define-integration.ts';
import { field } from './field.ts';
import { legacyTypeName, nameOfLegacyType, parseSlug, slugOf } from './names.ts';
import { json, post } from './request.ts';

const base = { title: 'Foo', summary: 'Tests.', category: 'common', requests: () => [] } as const;

describe('defineIntegration', () => {
  it('has on by default what the guide has on, of the supported events', () => {
    const foo = defineIntegration({
      ...base,
      name: 'foo',
      fields: {},
      events: { supported: ['push', 'pipeline'] },
    });
    expect(foo.events).toEqual({
      supported: ['push', 'pipeline'],
      default: ['push'],
      configurable: ['push', 'pipeline'],
    });
    expect(foo.levels).toEqual(['project', 'group', 'instance']);
  });

  it.each([
    [{ name: 'FooBar' }, 'the name must be lower case words joined by underscores'],
    [
      { fields: { key: field.text({ secret: true, routing: true }) } },
      "field key is secret and can't be a routing field",
    ],
    [{ events: { supported: ['push'], default: ['job'] } }, 'event job is not among the supported ones'],
  ])('refuses a declaration that contradicts itself: %#', (change, problem) => {
    const input = { ...base, name: 'foo', fields: {}, events: { supported: ['push'] }, ...change };
    expect(() => defineIntegration(input as never)).toThrow(problem);
  });

  it('infers settings, events and the filter’s input from the declaration', () => {
    const foo = defineIntegration({
      ...base,
      name: 'foo',
      fields: {
        url: field.url({ required: true }),
        note: field.text({}),
        only_broken: field.checkbox({ routing: true }),
      },
      events: { supported: ['push'] },
      filter: ({ settings }) => {
        // @ts-expect-error the dispatcher must not see what is no routing field
        expect(settings.url).toBeUndefined();
        return settings.only_broken || 'no';
      },
      requests: ({ settings, event }) => {
        // @ts-expect-error an optional field may be missing
        const _note: string = settings.note;
        // @ts-expect-error there is no such field
        expect(settings.misspelt).toBeUndefined();
        return post(settings.url, json({ ref: event.view.ref }));
      },
    });
    expect(foo.filter({ settings: { only_broken: false }, facts: {} as never, trigger: 'push' })).toBe('no');
  });
});

describe('names', () => {
  it.each([
    ['slack', 'slack', 'SlackService'],
    ['microsoft_teams', 'microsoft-teams', 'MicrosoftTeamsService'],
  ])('derives %s → %s, %s', (name, slug, legacy) => {
    expect(slugOf(name)).toBe(slug);
    expect(legacyTypeName(name)).toBe(legacy);
    expect(nameOfLegacyType(legacy)).toBe(name);
    expect(parseSlug(slug)).toEqual({ name });
  });

  it('takes labels of slugs apart, and refuses odd ones', () => {
    expect(parseSlug('webhook:audit-2')).toEqual({ name: 'webhook', label: 'audit-2' });
    expect(slugOf('webhook', 'audit-2')).toBe('webhook:audit-2');
    for (const slug of [
      '',
      ':x',
      'webhook:',
      'webhook:Audit',
      'webhook:a:b',
      'webhook:-a',
      `webhook:${'a'.repeat(41)}`,
    ]) {
      expect(parseSlug(slug)).toBeUndefined();
    }
  });
});
