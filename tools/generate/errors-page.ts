import { ERRORS } from '@patchbay/integration-contracts';
import type { ErrorEntry, ErrorKind } from '@patchbay/integration-contracts';
import { code, generatedNote, page, table } from './markdown.ts';

const KINDS: Readonly<Record<ErrorKind, readonly [title: string, text: string]>> = {
  user: ['The caller', 'The request or the settings are at fault; whoever sent or wrote them must act.'],
  remote: [
    'The endpoint',
    'The receiving system failed or refused; its operator, or whoever entered its address, must act.',
  ],
  transient: ['Nobody', 'It passes by itself; the delivery is put off without costing an attempt.'],
  policy: ['The operator, if anybody', 'A rule of this installation forbids it.'],
  infra: ['The operator', 'Something that Patchbay stands on is missing or set up wrongly.'],
  defect: ['The developers', 'A mistake in Patchbay; please report it with the line from the log.'],
};

const RETRIES: Readonly<Record<ErrorEntry['retry'], string>> = {
  never: 'never',
  later: 'later',
  nack: 'until it works',
};

const INTRODUCTION = `Everything that Patchbay reports on purpose has a code from this table. API answers, log lines, outcomes on
\`integration.results\`, the request log and dead letters all use the same codes. A refused HTTP status is reported as
\`http_<status>\`, for example \`http_404\`.

_Retry_ says what a delivery does about it: **never** ends on the dead topic, **later** goes to a retry topic, and
**until it works** leaves the record unacknowledged, so that it is handled again. _Status_ is that of an API answer which
reports the error.`;

/** `docs/errors.md`. */
export function errorsPage(): string {
  const kinds = Object.entries(KINDS) as [ErrorKind, (typeof KINDS)[ErrorKind]][];
  const sections = kinds.flatMap(([kind, [title, text]]) => [
    `## Who must act: ${title.charAt(0).toLowerCase()}${title.slice(1)} (\`${kind}\`)`,
    text,
    table(['Code', 'Retry', 'Status', 'What people are told'], rowsOf(kind)),
  ]);
  return page(
    generatedNote('libs/integration-contracts/src/errors'),
    '# Error codes',
    INTRODUCTION,
    ...sections,
  );
}

function rowsOf(kind: ErrorKind): string[][] {
  return Object.entries<ErrorEntry>(ERRORS)
    .filter(([, entry]) => entry.kind === kind)
    .map(([name, { retry, httpStatus, sentence }]) => [
      code(name),
      RETRIES[retry],
      String(httpStatus),
      sentence,
    ]);
}
