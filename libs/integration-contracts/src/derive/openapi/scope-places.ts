import type { Level } from '../../definition/index.ts';
import { parameter } from './parts.ts';
import type { OpenApiPart } from './parts.ts';

/** Where the integrations of a level lie. */
export interface Place {
  readonly level: Level;
  readonly path: string;
  readonly title: string;
  readonly tag: string;
  readonly parameters: readonly OpenApiPart[];
}

export const SLUG = parameter('path', 'slug', {
  description: 'Such as `microsoft-teams`, or `webhook:audit` with a label.',
  example: 'slack',
});

const place = (
  level: Level,
  path: string,
  { title, parameters }: { title: string; parameters: readonly OpenApiPart[] },
): Place => ({ level, path, title, tag: `Integrations of ${title}`, parameters });

export const PLACES: readonly Place[] = [
  place('project', '/api/v4/projects/{id}/integrations', {
    title: 'a project',
    parameters: [
      parameter('path', 'id', { description: 'Numeric id, or the URL-encoded full path.', example: '1042' }),
    ],
  }),
  place('group', '/api/v4/groups/{id}/integrations', {
    title: 'a group',
    parameters: [
      parameter('path', 'id', { description: 'URL-encoded full path.', example: 'platform%2Ftools' }),
    ],
  }),
  place('instance', '/api/v4/admin/integrations', { title: 'the instance', parameters: [] }),
];
