export type Schema = Readonly<Record<string, unknown>>;

/** Keywords by which an API server checks fields, and a schema validator can too. */
const KEPT: ReadonlySet<string> = new Set(
  'type properties items additionalProperties required enum pattern minimum maximum exclusiveMinimum exclusiveMaximum minItems maxItems minLength maxLength minProperties maxProperties uniqueItems multipleOf anyOf allOf oneOf not $ref'.split(
    ' ',
  ),
);

/**
 * Turns a schema of OpenAPI, as Kubernetes publishes it, into one of JSON Schema that refuses unknown fields, as `kubectl apply`
 * with strict validation does. CEL rules (`x-kubernetes-validations`) are left out: only an API server can tell.
 */
export function strictSchema(schema: Schema, isWithinCombination = false): Schema {
  const isEither = schema['x-kubernetes-int-or-string'] === true || schema['format'] === 'int-or-string';
  if (isEither) return { type: ['integer', 'string'] };
  const kept = Object.entries(schema)
    .filter(([key]) => KEPT.has(key))
    .map(([key, value]) => [key, inner(key, value)]);
  const result = Object.fromEntries(kept) as Record<string, unknown>;
  if (schema['nullable'] === true && typeof result['type'] === 'string')
    result['type'] = [result['type'], 'null'];
  // What stands in anyOf and its like says more about fields that are declared beside it.
  const isOpen = isWithinCombination || schema['x-kubernetes-preserve-unknown-fields'] === true;
  if ('properties' in result && !('additionalProperties' in result) && !isOpen) {
    result['additionalProperties'] = false;
  }
  return result;
}

function inner(key: string, value: unknown): unknown {
  // Go has a flag count from where it stands; JavaScript has it count for a group.
  if (key === 'pattern') return String(value).replace(/\(\?i\)(.*)$/s, '(?i:$1)');
  const isCombination = ['anyOf', 'allOf', 'oneOf', 'not'].includes(key);
  if (Array.isArray(value) && isCombination)
    return value.map((one) => strictSchema(one as Schema, isCombination));
  if (key === 'properties') {
    const properties = Object.entries(value as Record<string, Schema>);
    return Object.fromEntries(properties.map(([name, property]) => [name, strictSchema(property)]));
  }
  const isSchema = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isSchema ? strictSchema(value as Schema, isCombination) : value;
}
