/** Where an event lies on Kafka. */
export interface RecordPlace {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

const PLACE = /^([\w.-]+)\/(\d+)\/(\d+)$/;

/** Reads what the request log says, `<topic>/<partition>/<offset>`; nothing for lines from before it said so. */
export function recordPlaceOf(text: string | undefined): RecordPlace | undefined {
  const [, topic, partition, offset] = PLACE.exec(text ?? '') ?? [];
  return topic === undefined ? undefined : { topic, partition: Number(partition), offset: Number(offset) };
}

export function placeText({ topic, partition, offset }: RecordPlace): string {
  return `${topic}/${partition}/${offset}`;
}
