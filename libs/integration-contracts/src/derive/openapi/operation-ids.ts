import type { OpenApiPart } from './parts.ts';

const API = '/api/v4/';

/**
 * The name of an operation, which clients that are made from the document call it by:
 * `GET …/projects/{id}/integrations/{slug}` is `getProjectsIntegrationsBySlug`.
 */
export function operationId(method: string, path: string): string {
  const parts = path.slice(API.length).split('/');
  const words = parts.flatMap((part, index) => {
    if (!part.startsWith('{')) return part.split(/[-_]/);
    // In the middle of a path it goes without saying that one of them is meant.
    return index === parts.length - 1 ? ['by', ...part.slice(1, -1).split('_')] : [];
  });
  return [method, ...words.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)].join('');
}

/** Gives every operation its name. */
export function withOperationIds(paths: OpenApiPart): OpenApiPart {
  return Object.fromEntries(
    Object.entries(paths).map(([path, item]) => [
      path,
      Object.fromEntries(
        Object.entries(item as OpenApiPart).map(([method, operation]) => [
          method,
          method === 'parameters'
            ? operation
            : { operationId: operationId(method, path), ...(operation as OpenApiPart) },
        ]),
      ),
    ]),
  );
}

/**
 * Links of an answer to other operations, by name.
 * @param path that of the operation itself, whose parameters are handed on
 * @param targets by name: method and path, and the parameter that the answer holds, as a runtime expression
 */
export function linksFrom(
  path: string,
  targets: Readonly<Record<string, readonly [method: string, path: string, parameters: OpenApiPart]>>,
): OpenApiPart {
  const handedOn = Object.fromEntries(
    [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, `$request.path.${name}`]),
  );
  return Object.fromEntries(
    Object.entries(targets).map(([name, [method, target, parameters]]) => [
      name,
      { operationId: operationId(method, target), parameters: { ...handedOn, ...parameters } },
    ]),
  );
}
