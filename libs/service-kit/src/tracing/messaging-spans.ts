import { headerText } from '@patchbay/integration-contracts';
import type { KafkaHeaders } from '@patchbay/integration-contracts';
import type { SpanOptions, TraceSpan } from './trace-span.ts';
import type { Tracing } from './tracing.ts';

interface TracedRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly headers: KafkaHeaders;
}

/** What is done about a record that was read; `undefined` when tracing is off. */
export function processSpan(
  tracing: Tracing | undefined,
  { topic, partition, offset, headers }: TracedRecord,
  group: string,
): TraceSpan | undefined {
  if (tracing?.isOn !== true) return undefined;
  return tracing.start(
    {
      name: `process ${topic}`,
      kind: 'consumer',
      attributes: {
        'messaging.system': 'kafka',
        'messaging.operation.name': 'process',
        'messaging.operation.type': 'process',
        'messaging.destination.name': topic,
        'messaging.destination.partition.id': String(partition),
        'messaging.kafka.offset': Number(offset),
        'messaging.consumer.group.name': group,
      },
    },
    // CloudEvents' extension for tracing has the same form under a name of its own.
    {
      traceparent: headerText(headers, 'traceparent') ?? headerText(headers, 'ce_traceparent'),
      tracestate: headerText(headers, 'tracestate') ?? headerText(headers, 'ce_tracestate'),
    },
  );
}

/** For records that go out together. */
export function sendOptions(topic: string, records: number): SpanOptions {
  return {
    name: `send ${topic}`,
    kind: 'producer',
    attributes: {
      'messaging.system': 'kafka',
      'messaging.operation.name': 'send',
      'messaging.operation.type': 'send',
      'messaging.destination.name': topic,
      'messaging.batch.message_count': records,
    },
  };
}
