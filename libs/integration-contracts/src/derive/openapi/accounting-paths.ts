import { date, listOf, object, operation, orNull, schemaRef, text, whole } from './parts.ts';
import type { OpenApiPart } from './parts.ts';
import { PLACES, SLUG } from './scope-places.ts';

const FIGURES = {
  accepted: { ...whole, description: 'Deliveries that events led to, each counted once.' },
  delivered: whole,
  dead: whole,
  ignored: whole,
  pending: { ...whole, description: 'Accepted, and without a final outcome so far.' },
};
const AT = orNull({ ...date, description: 'When these figures were stored; none before the first.' });

export const ACCOUNTING_SCHEMAS: Readonly<Record<string, OpenApiPart>> = {
  Accounting: object({
    ...FIGURES,
    balance: {
      ...whole,
      description:
        'Pending by the counts, less what is found to be on its way: 0 as long as nothing is lost.',
    },
    at: AT,
    by_integration_kind: listOf(object({ name: text, ...FIGURES })),
  }),
  IntegrationAccounting: object({ ...FIGURES, at: AT }),
};

/** What came of the deliveries, in numbers. */
export function accountingPaths(): OpenApiPart {
  const own = PLACES.map(({ tag, path, parameters }) => [
    `${path}/{slug}/accounting`,
    {
      parameters: [...parameters, SLUG],
      get: operation({
        ...{ tag, summary: 'What came of its deliveries, in numbers' },
        success: [200, schemaRef('IntegrationAccounting')],
      }),
    },
  ]);
  const all = operation({
    ...{ tag: 'Accounting', summary: 'What came of all deliveries, in numbers' },
    success: [200, schemaRef('Accounting')],
  });
  return { '/api/v4/admin/accounting': { get: all }, ...(Object.fromEntries(own) as OpenApiPart) };
}
