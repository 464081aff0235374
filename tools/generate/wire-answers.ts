import { existsSync, readFileSync } from 'node:fs';
import type { ResponseView, Trigger } from '@patchbay/integration-contracts';

/** The part of a file under test/contracts/wire that says what a product answers. */
interface WireFormat {
  readonly calls: readonly {
    readonly trigger?: Trigger;
    readonly settings?: object;
    readonly answers?: readonly Partial<ResponseView>[];
  }[];
}

const FOLDER = new URL('../../test/contracts/wire/', import.meta.url);
const FINE: ResponseView = { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' };

/**
 * What the product answers to the requests for an event, as its wire format has it for the example settings, which stand first;
 * where it says nothing, an empty JSON object. An integration that reads answers could not go on without.
 */
export function wireAnswers(name: string, trigger: Trigger): readonly ResponseView[] {
  const file = new URL(`${name}.json`, FOLDER);
  if (!existsSync(file)) return [FINE];
  const { calls } = JSON.parse(readFileSync(file, 'utf8')) as WireFormat;
  const call = calls.find((one) => one.trigger === trigger && one.settings === undefined);
  return (call?.answers ?? [{}]).map((answer) => ({ ...FINE, ...answer }));
}
