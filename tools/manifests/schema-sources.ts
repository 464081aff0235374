import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { downloadOnce } from '../local-stack/downloads.ts';
import { TOOLS_FOLDER, goModule } from './go-tools.ts';
import { strictSchema } from './strict-schema.ts';
import type { Schema } from './strict-schema.ts';
import { STRIMZI_VERSION, strimziDefinitions } from './strimzi-definitions.ts';

/** Kubernetes' own kinds; the others are custom ones, whose definitions lie in a folder of their module. */
const NATIVE = { module: 'k8s.io/kubernetes', version: 'v1.34.4', file: 'api/openapi-spec/swagger.json' };
const CUSTOM = [
  { module: 'github.com/kedacore/keda/v2', version: 'v2.20.2', folder: 'config/crd/bases' },
  {
    module: 'github.com/prometheus-operator/prometheus-operator',
    version: 'v0.85.0',
    folder: 'example/prometheus-operator-crd',
  },
  { module: 'sigs.k8s.io/gateway-api', version: 'v1.4.1', folder: 'config/crd/standard' },
  { module: 'github.com/mongodb/mongodb-kubernetes-operator', version: 'v0.9.0', folder: 'config/crd/bases' },
] as const;

interface Definition {
  readonly kind?: string;
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly {
      readonly name: string;
      readonly schema: { readonly openAPIV3Schema: Schema };
    }[];
  };
}
interface Swagger {
  readonly definitions: Readonly<Record<string, Schema>>;
}
interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** By `<apiVersion>/<kind>`; those of native kinds refer to `definitions`. */
export interface SchemaCatalogue {
  readonly definitions: Readonly<Record<string, Schema>>;
  readonly kinds: Readonly<Record<string, Schema>>;
}

/** All schemas, fetched once. @throws ManifestError when something can't be fetched */
export async function schemaCatalogue(): Promise<SchemaCatalogue> {
  const versions = JSON.stringify([NATIVE, CUSTOM, STRIMZI_VERSION]);
  const hash = createHash('sha256').update(versions).digest('hex').slice(0, 12);
  const folder = join(TOOLS_FOLDER, `schemas-${hash}`);
  await downloadOnce(folder, async (draft) => {
    await mkdir(draft, { recursive: true });
    await writeFile(join(draft, 'catalogue.json'), JSON.stringify(await fetchCatalogue(draft)));
  });
  const published = JSON.parse(await readFile(join(folder, 'catalogue.json'), 'utf8')) as SchemaCatalogue;
  return { definitions: strictSchemas(published.definitions), kinds: strictSchemas(published.kinds) };
}

function strictSchemas(schemas: Readonly<Record<string, Schema>>): Readonly<Record<string, Schema>> {
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, strictSchema(schema)]));
}

async function fetchCatalogue(draft: string): Promise<SchemaCatalogue> {
  const native = await nativeSchemas();
  const texts = [...(await customDefinitions()), ...(await strimziDefinitions(draft))];
  const custom = texts.flatMap((text) =>
    parseAllDocuments(text).flatMap((document) => schemasOf(document.toJS() as Definition | null)),
  );
  return { definitions: native.definitions, kinds: { ...native.kinds, ...Object.fromEntries(custom) } };
}

async function nativeSchemas(): Promise<SchemaCatalogue> {
  const folder = await goModule(NATIVE.module, NATIVE.version);
  const { definitions } = JSON.parse(await readFile(join(folder, NATIVE.file), 'utf8')) as Swagger;
  const kinds = Object.entries(definitions).flatMap(([name, schema]) => {
    const known = (schema['x-kubernetes-group-version-kind'] ?? []) as readonly GroupVersionKind[];
    return known.map(({ group, version, kind }) => [
      `${group === '' ? '' : `${group}/`}${version}/${kind}`,
      { $ref: `#/definitions/${name}` },
    ]);
  });
  return { definitions, kinds: Object.fromEntries(kinds) as Record<string, Schema> };
}

async function customDefinitions(): Promise<string[]> {
  const texts: string[] = [];
  for (const { module, version, folder } of CUSTOM) {
    const place = join(await goModule(module, version), folder);
    for (const name of await readdir(place)) {
      if (name.endsWith('.yaml')) texts.push(await readFile(join(place, name), 'utf8'));
    }
  }
  return texts;
}

function schemasOf(definition: Definition | null): (readonly [string, Schema])[] {
  if (definition?.kind !== 'CustomResourceDefinition') return [];
  const { group, names, versions } = definition.spec;
  return versions.map(({ name, schema }) => {
    const published = schema.openAPIV3Schema;
    const metadata = { $ref: '#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' };
    const properties = { ...(published['properties'] as Schema), metadata };
    return [`${group}/${name}/${names.kind}`, { ...published, properties }] as const;
  });
}
