import {
  MASK,
  SAMPLES,
  exampleSettings,
  parseEvent,
  secretMask,
  validateSettings,
} from '@patchbay/integration-contracts';
import type {
  IntegrationDefinition,
  RequestSpec,
  SecretMask,
  Trigger,
} from '@patchbay/integration-contracts';
import { buildRequests, eventFor } from '../check-payloads/build-requests.ts';
import { codeBlock } from './markdown.ts';

const FORM = 'application/x-www-form-urlencoded';

/** What an integration sends for one sample, as documentation shows it. */
export interface ExampleRequest {
  readonly trigger: Trigger;
  /** Markdown. */
  readonly text: string;
}

/**
 * Builds the first request for a push or, where pushes are not listened to, for the first supported trigger.
 * @throws Error when the definition sends nothing for it: then the page would show nothing
 */
export function exampleRequest(definition: IntegrationDefinition): ExampleRequest {
  const { supported } = definition.events;
  const trigger = supported.find((one) => one === 'push') ?? supported[0];
  if (trigger === undefined) throw new Error(`${definition.name} supports no trigger`);
  const settings = validateSettings(definition, exampleSettings(definition));
  const body = Buffer.from(JSON.stringify(SAMPLES[trigger]));
  const parsed = parseEvent(body);
  if (parsed.kind !== 'event') throw new Error(`the sample of ${trigger} is no event: ${parsed.detail}`);
  const event = eventFor(parsed.event, body, trigger);
  const [request] = buildRequests({ definition, settings }, event);
  if (request === undefined) throw new Error(`${definition.name} sends nothing for the sample of ${trigger}`);
  return { trigger, text: shown(request, body, secretMask(definition, settings)) };
}

function shown(request: RequestSpec, eventBody: Uint8Array, mask: SecretMask): string {
  const { method, url, headers, basicAuth, body } = request;
  const lines = [
    `${method} ${mask.text(url)}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${mask.text(value)}`),
    ...(basicAuth === undefined ? [] : [`authorization: ${MASK}`]),
  ];
  return [codeBlock('http', lines.join('\n')), bodyText(body, headers, { eventBody, mask })].join('\n\n');
}

function bodyText(
  body: RequestSpec['body'],
  headers: RequestSpec['headers'],
  { eventBody, mask }: { readonly eventBody: Uint8Array; readonly mask: SecretMask },
): string {
  if (body === undefined) return 'There is no body.';
  if (body === eventBody) return 'The body is the event’s own bytes, untouched.';
  const text = mask.text(typeof body === 'string' ? body : Buffer.from(body).toString());
  if (headers['content-type'] !== FORM) return codeBlock('json', pretty(text));
  return [...new URLSearchParams(text)]
    .map(
      ([name, value]) => `Form field \`${name}\`, decoded:\n\n${codeBlock('json', pretty(mask.text(value)))}`,
    )
    .join('\n\n');
}

function pretty(text: string): string {
  return JSON.stringify(JSON.parse(text), undefined, 2);
}
