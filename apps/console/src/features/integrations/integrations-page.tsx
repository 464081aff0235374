import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useScope } from '../../scopes/use-scope.ts';
import { canWrite } from '../../session/permissions.ts';
import { useSelf } from '../../session/use-self.ts';
import { Loading } from '../../ui/loading.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { Trouble } from '../../ui/trouble.tsx';
import { ActiveIntegrations } from './active-integrations.tsx';
import { AvailableIntegrations } from './available-integrations.tsx';
import { IntegrationFilter } from './integration-filter.tsx';
import { filtered, rowsOf } from './integration-rows.ts';
import type { Filter } from './integration-rows.ts';
import { catalogueQuery, integrationsQuery, summaryQuery } from './integrations-api.ts';

/** What is connected in a scope, and what can be. */
export function IntegrationsPage(): ReactNode {
  const { t, i18n } = useTranslation('integrations');
  const scope = useScope();
  const isWriter = canWrite(useSelf(), scope);
  const catalogue = useQuery(catalogueQuery(i18n.language));
  const listed = useQuery(integrationsQuery(scope));
  // The list is of use without it.
  const { data: summaries } = useQuery(summaryQuery(scope));
  const [filter, setFilter] = useFilter();
  const error = catalogue.error ?? listed.error;
  const retry = (): void => {
    void catalogue.refetch();
    void listed.refetch();
  };
  if (error !== null) return <Trouble error={error} onRetry={retry} />;
  if (catalogue.data === undefined || listed.data === undefined) return <Loading />;
  const offered = catalogue.data.filter(({ levels }) => levels.includes(scope.level));
  const rows = filtered(rowsOf({ catalogue: offered, listed: listed.data, summaries }), filter);
  const categories = [...new Set(offered.map(({ category }) => category))].sort();
  return (
    <Stack gap="xl">
      <div>
        <PageTitle title={t('title')} summary={t('summary')} />
        <IntegrationFilter categories={categories} filter={filter} onChange={setFilter} />
      </div>
      <ActiveIntegrations
        scope={scope}
        rows={rows.active}
        isFiltered={filter.text + filter.category !== ''}
      />
      <AvailableIntegrations scope={scope} entries={rows.available} isWriter={isWriter} />
    </Stack>
  );
}

/** The filter stands in the address, so that it can be shared. */
function useFilter(): [Filter, (filter: Filter) => void] {
  const { search = '', category = '' }: { search?: string | number; category?: string } = useSearch({
    strict: false,
  });
  const navigate = useNavigate();
  const change = ({ text, category: next }: Filter): void => {
    const wanted = { ...(text !== '' && { search: text }), ...(next !== '' && { category: next }) };
    void navigate({ to: '.', search: wanted, replace: true });
  };
  return [{ text: String(search), category }, change];
}
