import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../api/client.ts';
import { placeOf, scopeKey } from '../../scopes/scope.ts';
import type { Scope } from '../../scopes/scope.ts';
import type { Choice } from './filter-bar.tsx';

interface Choices {
  /** For filters: at the instance, where all scopes are looked at, every kind there is. */
  readonly integrations: readonly Choice[];
  /** Those with settings in the scope. */
  readonly own: readonly Choice[];
  readonly triggers: readonly Choice[];
}

/** What can be chosen in filters and dialogues; nothing until it is known. */
export function useChoices(scope: Scope): Choices {
  const { i18n } = useTranslation();
  const { data: catalogue = [] } = useQuery({
    queryKey: ['catalogue', i18n.language],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/v4/catalogue', { signal })),
    staleTime: 300_000,
  });
  const { data: listed = [] } = useQuery({
    queryKey: ['integrations', scopeKey(scope), 'own'],
    queryFn: ({ signal }) =>
      bodyOf(
        api.GET('/api/v4/{place}/integrations', {
          params: { path: { place: placeOf(scope) }, query: { per_page: 100 } },
          signal,
        }),
      ),
  });
  const own = listed.map(({ slug, title }) => ({ value: slug, label: labelled(slug, title) }));
  const kinds = catalogue.map(({ slug, title }) => ({ value: slug, label: title }));
  const triggers = new Map(
    catalogue.flatMap(({ events }) =>
      events.flatMap(({ triggers: all }) =>
        all.map((value): [string, Choice] => [value, { value, label: value }]),
      ),
    ),
  );
  return { integrations: scope.level === 'instance' ? kinds : own, own, triggers: [...triggers.values()] };
}

function labelled(slug: string, title: string): string {
  return slug.includes(':') ? `${title} (${slug.slice(slug.indexOf(':') + 1)})` : title;
}
