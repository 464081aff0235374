import fc from 'fast-check';
import { SyntaxValidator } from 'fast-xml-validator';
import { CATALOGUE } from '@patchbay/integration-catalogue';
import type { JsonObject, OutboundSpec } from '@patchbay/integration-contracts';
import { hostileText, withText, withWord } from './hostile-payloads.ts';
import { planRequests } from './plan-requests.ts';
import { eventOf, samplesFor, settingsOf } from './sample-events.ts';

const SENDING = CATALOGUE.filter(({ events }) => events.supported.length > 0).map(
  (definition) => [definition.name, definition] as const,
);
const XML = new SyntaxValidator();
const CONTROL = /[\0-\x1f\x7f]/;
// Colours and emphasis of IRC, which the definition itself writes.
const LINE_BREAK = /[\0\r\n]/;

/** Throws when a request could be read as another one than was meant. */
function assertSound(spec: OutboundSpec): void {
  if (!('transport' in spec)) {
    assertSoundUrl(spec.url);
    for (const value of Object.values(spec.headers)) expect(value).not.toMatch(CONTROL);
    assertSoundBody(spec.body, spec.headers['content-type'] ?? '');
  } else if (spec.transport === 'tcp') {
    for (const line of spec.lines) expect(line).not.toMatch(LINE_BREAK);
  } else {
    for (const value of [spec.subject, spec.replyTo ?? '', ...spec.to]) expect(value).not.toMatch(CONTROL);
  }
}

function assertSoundUrl(url: string): void {
  expect(URL.canParse(url)).toBe(true);
  expect(url).not.toMatch(CONTROL);
  expect(new URL(url).hostname).not.toBe('evil.example');
}

function assertSoundBody(body: string | Uint8Array | undefined, type: string): void {
  if (body === undefined) return;
  const text = typeof body === 'string' ? body : Buffer.from(body).toString();
  expect(text.isWellFormed()).toBe(true);
  if (type.includes('json')) JSON.parse(text);
  if (type.includes('xml')) expect(XML.validate(text)).toBe(true);
}

describe.each(SENDING)('%s', (_name, definition) => {
  const settings = settingsOf(definition);
  const samples = samplesFor(definition);

  it('sends sound requests, whatever people write', () => {
    fc.assert(
      fc.property(hostileText, fc.constantFrom(...samples), (text, { payload, trigger }) => {
        const event = eventOf(withText(payload, text) as JsonObject, trigger);
        const requests = planRequests(definition.requests({ settings, event }));
        if (!('skip' in requests)) for (const request of requests) assertSound(request);
      }),
      { numRuns: 100 },
    );
  });

  it('takes words that it does not know, such as names of what every object has', () => {
    for (const word of ['toString', 'constructor', 'place', 'Confidential', '__proto__']) {
      for (const { payload, trigger } of samples) {
        const event = eventOf(withWord(payload, word) as JsonObject, trigger);
        const requests = planRequests(definition.requests({ settings, event }));
        if (!('skip' in requests)) for (const request of requests) assertSound(request);
      }
    }
  });

  it('makes something of a payload that says nearly nothing, or skips it', () => {
    for (const { payload, trigger } of samples) {
      const bare: JsonObject = Object.fromEntries(
        Object.entries(payload).filter(([, value]) => typeof value !== 'object'),
      );
      const requests = planRequests(definition.requests({ settings, event: eventOf(bare, trigger) }));
      if ('skip' in requests) expect(requests.skip).not.toBe('');
      else for (const request of requests) assertSound(request);
    }
  });
});
