import { CATALOGUE } from '@patchbay/integration-catalogue';
import { openApiDocument } from '@patchbay/integration-contracts';

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
}
interface Link {
  readonly operationId: string;
  readonly parameters: Readonly<Record<string, string>>;
}
interface Answer {
  readonly description?: string;
  readonly $ref?: string;
  readonly links?: Readonly<Record<string, Link>>;
}
interface Media {
  readonly schema: Schema;
  readonly example?: unknown;
}
interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
}
interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<Record<string, Answer>>;
}
interface Document {
  readonly openapi: string;
  readonly info: Readonly<Record<'title' | 'version', string>>;
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const METHODS = ['get', 'put', 'post', 'patch', 'delete'];
const document = JSON.parse(JSON.stringify(openApiDocument(CATALOGUE))) as Document;
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  METHODS.filter((method) => method in item).map((method) => ({
    name: `${method.toUpperCase()} ${path}`,
    path,
    operation: item[method] as Operation,
    parameters: [item, item[method] as Operation].flatMap(
      ({ parameters = [] }) => parameters as readonly Parameter[],
    ),
  })),
);
/** The names of the operations for which something does not hold. */
const without = (holds: (one: (typeof operations)[number]) => boolean): string[] =>
  operations.filter((one) => !holds(one)).map(({ name }) => name);

function targetOf(reference: string): unknown {
  const steps = reference.slice('#/'.length).split('/');
  return steps.reduce<unknown>(
    (part, step) => (part as Record<string, unknown> | undefined)?.[step],
    document,
  );
}

function schemaOf({ schema }: Media): Schema {
  return schema.$ref === undefined ? schema : (targetOf(schema.$ref) as Schema);
}

describe('the OpenAPI document of the catalogue', () => {
  it('says what it is, and has paths with methods and parameters alone', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d+$/);
    expect(Object.values(document.info)).not.toContain('');
    for (const [path, item] of Object.entries(document.paths)) {
      expect(path).toMatch(/^\/api\/v4\//);
      expect(Object.keys(item).filter((key) => ![...METHODS, 'parameters'].includes(key))).toEqual([]);
    }
    expect(operations.length).toBeGreaterThan(CATALOGUE.length);
  });

  it('refers only to what it holds', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, to = '']) => to);
    expect(references.length).toBeGreaterThan(operations.length);
    expect([...new Set(references)].filter((to) => targetOf(to) === undefined)).toEqual([]);
  });

  it('declares exactly the parameters that a path has, each of them once', () => {
    const mismatched = without(({ path, parameters }) => {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
      const declared = parameters.filter((one) => one.in === 'path').map(({ name }) => name);
      const isRequired = parameters.every((one) => one.in !== 'path' || one.required === true);
      const keys = parameters.map((one) => `${one.in}.${one.name}`);
      return isRequired && new Set(keys).size === keys.length && inPath.join() === declared.join();
    });
    expect(mismatched).toEqual([]);
  });

  it('gives every operation a name of its own, a summary and one tag', () => {
    const names = operations.map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(operations.length);
    expect(names.filter((name) => !/^[a-z][A-Za-z0-9]+$/.test(name ?? ''))).toEqual([]);
    expect(without(({ operation }) => /\w/.test(operation.summary ?? ''))).toEqual([]);
    expect(without(({ operation }) => operation.tags?.length === 1)).toEqual([]);
  });

  it('documents success, and the refusals that every operation can have', () => {
    for (const status of ['401', '403', '404'])
      expect(without(({ operation }) => operation.responses[status]?.$ref !== undefined)).toEqual([]);
    const successes = ({ responses }: Operation): string[] =>
      Object.keys(responses).filter((status) => status.startsWith('2'));
    expect(without(({ operation }) => successes(operation).length === 1)).toEqual([]);
  });

  it('shows an example of every body, with fields that the body can have and those that it must', () => {
    const bodies = operations.filter(({ operation }) => operation.requestBody !== undefined);
    expect(bodies.length).toBeGreaterThan(CATALOGUE.length);
    for (const { name, operation } of bodies) {
      const media = operation.requestBody?.content['application/json'];
      if (typeof media?.example !== 'object' || media.example === null)
        throw new Error(`${name}: no example`);
      const { properties = {}, required = [], additionalProperties } = schemaOf(media);
      const given = Object.keys(media.example);
      expect([name, required.filter((field) => !given.includes(field))]).toEqual([name, []]);
      const isOpen = additionalProperties !== false;
      const unknown = given.filter((field) => !isOpen && !Object.hasOwn(properties, field));
      expect([name, unknown]).toEqual([name, []]);
    }
  });

  it('links to operations that there are, with all parameters that their paths have', () => {
    const byId = new Map(operations.map((one) => [one.operation.operationId, one]));
    const links = operations.flatMap(({ operation }) =>
      Object.values(operation.responses).flatMap((answer) => Object.values(answer.links ?? {})),
    );
    expect(links.length).toBeGreaterThan(0);
    for (const { operationId, parameters } of links) {
      const needed = byId.get(operationId)?.parameters.filter((one) => one.in === 'path') ?? [];
      expect([operationId, Object.keys(parameters).sort()]).toEqual([
        operationId,
        needed.map(({ name }) => name).sort(),
      ]);
    }
  });
});
