import type { JsonObject, ResponseView } from '@patchbay/integration-contracts';
import { entriesAt } from '../answers/json-answer.ts';

/** The series of an answer. A scalar or a text is no series, so the answer's data stands for it as a whole. */
export function resultsOf(response: ResponseView): readonly JsonObject[] {
  const data = entriesAt(response, 'data');
  const type = data[0]?.['resultType'];
  return type === 'scalar' || type === 'string' ? data : entriesAt(response, 'data.result');
}
