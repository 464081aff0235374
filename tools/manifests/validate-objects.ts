import { Ajv } from 'ajv';
import type { ErrorObject, ValidateFunction } from 'ajv';
import type { KubernetesObject } from './render.ts';
import type { SchemaCatalogue } from './schema-sources.ts';

/** Tells what is wrong with objects, one line each; nothing when all of them are as their kinds want them. */
export type ObjectValidator = (objects: readonly KubernetesObject[]) => readonly string[];

export function objectValidator({ kinds, definitions }: SchemaCatalogue): ObjectValidator {
  // Kinds come with schemas of others' making: ajv may not know better how they ought to be written.
  const ajv = new Ajv({
    strict: true,
    strictTypes: false,
    strictRequired: false,
    allowUnionTypes: true,
    unicodeRegExp: false,
  });
  const compiled = new Map<string, ValidateFunction | undefined>();
  const validatorOf = (kind: string): ValidateFunction | undefined => {
    const schema = kinds[kind];
    if (!compiled.has(kind)) {
      compiled.set(kind, schema === undefined ? undefined : ajv.compile({ ...schema, definitions }));
    }
    return compiled.get(kind);
  };
  return (objects) =>
    objects.flatMap((object) => {
      const validate = validatorOf(`${object.apiVersion}/${object.kind}`);
      const title = `${object.kind} ${object.metadata.name}`;
      if (validate === undefined)
        return [`${title}: nothing is known of ${object.apiVersion}/${object.kind}`];
      return validate(object) ? [] : (validate.errors ?? []).map((error) => `${title}: ${textOf(error)}`);
    });
}

function textOf({ instancePath, message, params }: ErrorObject): string {
  const unknown = params['additionalProperty'] as string | undefined;
  return `${instancePath} ${unknown === undefined ? (message ?? 'is wrong') : `has an unknown field ${unknown}`}`;
}
