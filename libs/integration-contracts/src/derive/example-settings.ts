import type { IntegrationDefinition } from '../definition/index.ts';

/** Settings that pass validation: each field's example, else its default; documentation and tests are built from them. */
export function exampleSettings(definition: IntegrationDefinition): Record<string, unknown> {
  const values = Object.entries(definition.fields).map(([name, { options }]): [string, unknown] => [
    name,
    options.example ?? options.default,
  ]);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}
