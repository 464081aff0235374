import { TRIGGERS, defineIntegration, field, post, skip } from '@patchbay/integration-contracts';
import { putEventsVerdict } from './aws/put-events-verdict.ts';

/** AWS raised it from 256 KB in January 2026; where it has not yet, EventBridge answers with what was wrong. */
const MAX_ENTRY_BYTES = 1_048_576;
const UTF8 = new TextDecoder();

/** Source: Amazon EventBridge, API reference, "PutEvents"; user guide, "Calculating PutEvents event entry size". */
export const awsEventBridge = defineIntegration({
  name: 'aws_event_bridge',
  title: 'Amazon EventBridge',
  summary: 'Puts each event on an event bus of AWS.',
  help: 'Make an access key for an IAM user who may do `events:PutEvents` on the bus and nothing else. Rules match the source, and the kind of event (`push`, `merge_request`…) as the detail type.',
  category: 'common',
  fields: {
    region: field.text({
      title: 'Region',
      help: 'Where the bus is.',
      placeholder: 'eu-central-1',
      required: true,
      // It becomes part of the host name.
      pattern: /^[a-z]{2,4}(?:-[a-z]{1,12}){1,3}-\d{1,2}$/,
      patternHint: 'must be a region such as eu-central-1',
      section: 'connection',
      example: 'eu-central-1',
    }),
    access_key_id: field.text({
      title: 'Access key ID',
      help: 'Of an IAM user who may put events on the bus.',
      required: true,
      exposesSecrets: true,
      pattern: /^\w{16,128}$/,
      patternHint: 'must have 16 to 128 letters and digits',
      section: 'connection',
      example: 'AKIAEXAMPLE0EXAMPLE0',
    }),
    secret_access_key: field.password({
      title: 'Secret access key',
      help: 'Belongs to the access key ID; requests are signed with it, and it is never sent.',
      required: true,
      section: 'connection',
      example: 'aws-secret-key-1f6a',
    }),
    event_bus: field.text({
      title: 'Event bus',
      help: 'Name or ARN.',
      default: 'default',
      pattern: /^[\w./:-]{1,1600}$/,
      patternHint: 'must be a name or an ARN',
      section: 'configuration',
      example: 'rockets',
    }),
    source: field.text({
      title: 'Source',
      help: 'What rules match these events by.',
      default: 'gitlab',
      pattern: /^(?!aws\.)[\w./-]{1,256}$/,
      patternHint:
        'must not begin with aws., and have letters, digits, dots, slashes, hyphens and underscores only',
      section: 'configuration',
    }),
  },
  events: { supported: TRIGGERS },
  requests: ({ settings, event: { body, trigger } }) => {
    const { region, event_bus: bus, source, access_key_id: accessKeyId, secret_access_key } = settings;
    const size = body.byteLength + Buffer.byteLength(source) + trigger.length;
    if (size > MAX_ENTRY_BYTES) return skip('the event is larger than the 1 MB that EventBridge takes');
    const detail = UTF8.decode(body);
    const entry = { EventBusName: bus, Source: source, DetailType: trigger, Detail: detail };
    const content = { type: 'application/x-amz-json-1.1', body: JSON.stringify({ Entries: [entry] }) };
    return post(`https://events.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}/`, content, {
      headers: { 'x-amz-target': 'AWSEvents.PutEvents' },
      signing: {
        kind: 'aws_sigv4',
        region,
        service: 'events',
        accessKeyId,
        secretAccessKey: secret_access_key,
      },
    });
  },
  verdict: putEventsVerdict,
});
