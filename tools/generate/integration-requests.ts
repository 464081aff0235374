import {
  MASK,
  EVENT_SAMPLES,
  exampleSettings,
  parseEvent,
  secretMask,
  validateSettings,
} from '@patchbay/integration-contracts';
import type {
  EventSample,
  IntegrationDefinition,
  LinesSpec,
  MailSpec,
  OutboundSpec,
  RequestSpec,
  SecretMask,
  Trigger,
} from '@patchbay/integration-contracts';
import { buildRequests, eventFor } from '../check-payloads/build-requests.ts';
import { codeBlock } from './markdown.ts';
import { wireAnswers } from './wire-answers.ts';

/** What an integration sends for the sample of a trigger, as documentation shows it. */
export interface ExampleRequests {
  readonly trigger: Trigger;
  /** Name of the sample: the typical one, or the first for which something is sent. */
  readonly sample: string;
  /** Markdown: every request in order, secrets masked. */
  readonly text: string;
  /** How the requests look when what they say is left out; triggers with the same shape need not be shown in full. */
  readonly shape: string;
}

interface Sent {
  readonly sample: string;
  readonly eventBody: Uint8Array;
  readonly requests: readonly OutboundSpec[];
}

interface Shown {
  readonly mask: SecretMask;
  readonly eventBody: Uint8Array;
}

/** What an integration sends for the sample of each trigger that it supports, when the product answers as its wire format says. */
export function exampleRequests(definition: IntegrationDefinition): readonly ExampleRequests[] {
  const settings = validateSettings(definition, exampleSettings(definition));
  const mask = secretMask(definition, settings);
  const send = ({ name: sample, payload, trigger }: EventSample): Sent => {
    const eventBody = Buffer.from(JSON.stringify(payload));
    const parsed = parseEvent(eventBody);
    if (parsed.kind !== 'event') throw new Error(`a sample of ${trigger} is no event: ${parsed.detail}`);
    const event = eventFor(parsed.event, eventBody, trigger);
    const answers = wireAnswers(definition.name, trigger);
    return { sample, eventBody, requests: buildRequests({ definition, settings }, event, answers) };
  };
  return definition.events.supported.map((trigger) => {
    const sent = EVENT_SAMPLES.filter((one) => one.trigger === trigger).map(send);
    // The typical payload mentions no issue, for which some integrations look.
    const shown = sent.find(({ requests }) => requests.length > 0) ?? sent[0];
    if (shown === undefined) throw new Error(`${trigger} has no sample`);
    const { sample, eventBody, requests } = shown;
    const text =
      requests.length === 0
        ? 'Nothing is sent for this sample.'
        : requests.map((request) => requestText(request, { mask, eventBody })).join('\n\n');
    return {
      trigger,
      sample,
      text,
      shape: requests.map((request) => shapeOf(request, eventBody)).join(),
    };
  });
}

/** A single request, as a query or a probe has it. */
export function exampleRequest(definition: IntegrationDefinition, spec: OutboundSpec): string {
  const settings = validateSettings(definition, exampleSettings(definition));
  return requestText(spec, { mask: secretMask(definition, settings), eventBody: Buffer.alloc(0) });
}

function requestText(spec: OutboundSpec, shown: Shown): string {
  if (!('transport' in spec)) return httpText(spec, shown);
  return spec.transport === 'smtp' ? mailText(spec, shown) : linesText(spec, shown);
}

function httpText({ method, url, headers, basicAuth, signing, body }: RequestSpec, shown: Shown): string {
  const head = [
    `${method} ${shown.mask.text(url)}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${shown.mask.text(value)}`),
    ...(basicAuth === undefined ? [] : [`authorization: ${MASK}`]),
    ...signatureLines(signing),
  ];
  return [codeBlock('http', head.join('\n')), ...bodyTexts(body, headers['content-type'] ?? '', shown)].join(
    '\n\n',
  );
}

function signatureLines(signing: RequestSpec['signing']): readonly string[] {
  if (signing === undefined) return [];
  if (signing.kind === 'hub_sha256') return [`x-hub-signature-256: sha256=${MASK}`];
  if (signing.kind === 'standard_webhooks')
    return ['webhook-id: …', 'webhook-timestamp: …', `webhook-signature: ${MASK}`];
  return [`authorization: AWS4-HMAC-SHA256 ${MASK}`, 'x-amz-date: …'];
}

function mailText({ to, subject, replyTo, text }: MailSpec, { mask }: Shown): string {
  const head = [
    `To: ${to.join(', ')}`,
    ...(replyTo === undefined ? [] : [`Reply-To: ${replyTo}`]),
    `Subject: ${subject}`,
  ];
  return `A mail:\n\n${codeBlock('text', mask.text([...head, '', text].join('\n')))}`;
}

function linesText({ host, port, lines }: LinesSpec, { mask }: Shown): string {
  return `Over TCP to \`${host}:${port}\`:\n\n${codeBlock('text', mask.text(lines.join('\n')))}`;
}

function bodyTexts(body: RequestSpec['body'], type: string, { mask, eventBody }: Shown): readonly string[] {
  if (body === undefined) return [];
  if (body === eventBody) return ['The body is the event’s own bytes, untouched.'];
  const text = mask.text(Buffer.from(body).toString());
  if (type.includes('x-www-form-urlencoded')) {
    return [...new URLSearchParams(text)].map(
      ([name, value]) => `Form field \`${name}\`:\n\n${readable(mask.text(value))}`,
    );
  }
  return [type.includes('xml') ? codeBlock('xml', text) : readable(text)];
}

/** JSON with indents, anything else as it is. */
function readable(text: string): string {
  try {
    return codeBlock('json', JSON.stringify(JSON.parse(text), undefined, 2));
  } catch {
    return codeBlock('text', text);
  }
}

function shapeOf(spec: OutboundSpec, eventBody: Uint8Array): string {
  if ('transport' in spec) return spec.transport;
  const { method, headers, body } = spec;
  return [method, headers['content-type'], body === eventBody ? 'event' : ''].join(' ');
}
