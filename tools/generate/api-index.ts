import { generatedNote, page, table } from './markdown.ts';

const INTRODUCTION = `config-service serves one REST API and one GraphQL API, with the same tokens and the same rules. A running service
shows the reference at \`/api/docs\`, without a token; the files here are the same to read offline, to compare
between versions, and to make clients from.`;

const FILES: readonly (readonly [file: string, content: string])[] = [
  ['[openapi.json](openapi.json)', 'REST as OpenAPI 3.1, as it is served at `/api/openapi.json`'],
  ['[graphql.md](graphql.md)', 'reference of the GraphQL API at `/api/graphql`'],
  ['[schema.graphql](schema.graphql)', 'its schema'],
];

const FUZZING = `\`npm run fuzz-api\` has [schemathesis](https://schemathesis.readthedocs.io) send requests made from the document to the three
services, valid ones and broken ones, and fails for every answer that the document does not announce.`;

/** `docs/api/README.md`. */
export function apiIndex(): string {
  return page(
    generatedNote('tools/generate/api-index.ts'),
    '# The API',
    INTRODUCTION,
    table(['File', 'What it holds'], FILES),
    FUZZING,
  );
}
