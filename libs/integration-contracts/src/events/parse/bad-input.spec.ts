import fc from 'fast-check';
import type { JsonValue } from '../json.ts';
import { EVENT_SAMPLES } from '../samples.ts';
import { TRIGGERS } from '../triggers.ts';
import { describeEvent } from '../view/describe-event.ts';
import { parseEvent } from './parse-event.ts';

const NUMBER_OF_RUNS = 300;

describe('values that are no event', () => {
  it.each([
    ['', 'empty_value', 'the value is empty'],
    [' \n\t', 'empty_value', 'the value is empty'],
    ['{"object_kind": push}', 'malformed_json', 'expected a value at line 1, column 17 (offset 16)'],
    ['{"a": 1', 'malformed_json', 'expected "," or "}" at line 1, column 8 (offset 7)'],
    ['{"a": 1}\n,', 'malformed_json', 'expected nothing more at line 2, column 1 (offset 9)'],
    ['[]', 'not_an_object', 'found an array'],
    ['null', 'not_an_object', 'found null'],
    ['"push"', 'not_an_object', 'found a string'],
    [`{"a":${'['.repeat(4000)}${']'.repeat(4000)}}`, 'too_deep', 'deeper than 100 levels'],
  ])('are told with reason and place: %j', (text, reason, part) => {
    const parsed = parseEvent(new TextEncoder().encode(text));
    expect(parsed).toMatchObject({ kind: 'invalid', reason });
    expect(parsed).toHaveProperty('detail', expect.stringContaining(part));
  });

  it('does not quote the payload, which may hold a secret', () => {
    const parsed = parseEvent('{"object_kind":"push","token":"glpat-hidden" oops}');
    expect(JSON.stringify(parsed)).not.toContain('hidden');
  });

  it('reads a payload of two megabytes', () => {
    const description = 'Ünïcode "quotes" \\ and more. '.repeat(70_000);
    const parsed = parseEvent(
      Buffer.from(JSON.stringify({ object_kind: 'issue', object_attributes: { description } })),
    );
    expect(parsed).toMatchObject({ kind: 'event', event: { facts: { trigger: 'issue' } } });
  });

  it('survives a byte order mark, broken UTF-8 and duplicate members', () => {
    const body = Buffer.concat([
      Buffer.from('\ufeff{"object_kind":"issue","object_kind":"push","message":"'),
      Buffer.from([0xff, 0xc3]),
      Buffer.from('"}'),
    ]);
    expect(parseEvent(body)).toMatchObject({ kind: 'event', event: { facts: { trigger: 'push' } } });
  });

  it('lets no payload touch prototypes', () => {
    const parsed = parseEvent(
      '{"object_kind":"push","__proto__":{"polluted":1},"project":{"__proto__":{"id":9}}}',
    );
    if (parsed.kind !== 'event') throw new Error(parsed.detail);
    describeEvent(parsed.event);
    expect(parsed.event.facts.projectId).toBeUndefined();
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('any input at all', () => {
  it('never makes the parser throw on bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        parseEvent(bytes);
      }),
      { numRuns: NUMBER_OF_RUNS },
    );
  });

  it('never makes parser or views throw on JSON', () => {
    fc.assert(
      fc.property(fc.constantFrom(...TRIGGERS, 'note', 'build', 'x'), fc.json(), (kind, text) => {
        const value = JSON.parse(text) as JsonValue;
        readEverything(JSON.stringify({ ...(value as object), object_kind: kind }));
        readEverything(
          JSON.stringify({ object_kind: kind, object_attributes: value, project: value, user: value }),
        );
      }),
      { numRuns: NUMBER_OF_RUNS },
    );
  });

  it('never makes parser or views throw on a sample in which any value was replaced', () => {
    const sample = fc.constantFrom(...EVENT_SAMPLES);
    const odd = fc.constantFrom<JsonValue>(
      null,
      '',
      7,
      -1.5,
      true,
      '\ud800',
      'https://',
      [],
      [null, 3, [{}]],
      {},
      { id: {} },
    );
    fc.assert(
      fc.property(sample, fc.nat(), odd, (chosen, at, value) => {
        readEverything(JSON.stringify(replaceOne(chosen.payload, at, value)));
      }),
      { numRuns: 2000 },
    );
  });
});

function readEverything(text: string): void {
  const parsed = parseEvent(text);
  if (parsed.kind !== 'event') return;
  for (const trigger of TRIGGERS) describeEvent(parsed.event, trigger);
}

/** Replaces the value at one of the places of a payload, counted in the order of a walk through it. */
function replaceOne(payload: JsonValue, at: number, value: JsonValue): JsonValue {
  const text = JSON.stringify(payload);
  let places = 0;
  JSON.parse(text, (_key, current: JsonValue) => (places++, current));
  const wanted = at % places;
  let place = 0;
  return JSON.parse(text, (_key, current: JsonValue) => (place++ === wanted ? value : current)) as JsonValue;
}
