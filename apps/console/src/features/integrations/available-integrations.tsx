import { Card, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { scopeAddress } from '../../scopes/scope-address.ts';
import type { Scope } from '../../scopes/scope.ts';
import { PageLink } from '../../ui/router-link.tsx';
import { AddLabelled } from './add-labelled.tsx';
import { EntryIcon } from './entry-icon.tsx';
import { useCategoryName } from './category-name.ts';
import type { CatalogueEntry } from './integration-rows.ts';

interface AvailableIntegrationsProps {
  readonly scope: Scope;
  readonly entries: readonly CatalogueEntry[];
  readonly isWriter: boolean;
}

export function AvailableIntegrations({ scope, entries, isWriter }: AvailableIntegrationsProps): ReactNode {
  const { t } = useTranslation('integrations');
  return (
    <Stack gap="sm" component="section" aria-labelledby="available">
      <Title order={2} id="available">
        {t('available.title', { count: entries.length })}
      </Title>
      {entries.length === 0 && <Text c="dimmed">{t('available.none')}</Text>}
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="sm">
        {entries.map((entry) => (
          <Available key={entry.slug} scope={scope} entry={entry} isWriter={isWriter} />
        ))}
      </SimpleGrid>
    </Stack>
  );
}

interface AvailableProps {
  readonly scope: Scope;
  readonly entry: CatalogueEntry;
  readonly isWriter: boolean;
}

function Available({ scope, entry, isWriter }: AvailableProps): ReactNode {
  const nameOf = useCategoryName();
  const { slug, title, summary, category, multiple } = entry;
  return (
    <Card withBorder padding="md">
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <EntryIcon entry={entry} />
        <Stack gap={4} miw={0} flex={1}>
          <PageLink fw={600} size="sm" {...scopeAddress(scope, 'integrations/$slug', { slug })}>
            {title}
          </PageLink>
          <Text size="xs" c="dimmed">
            {nameOf(category)}
          </Text>
          <Text size="sm" lineClamp={2}>
            {summary}
          </Text>
          {multiple && isWriter && <AddLabelled scope={scope} slug={slug} />}
        </Stack>
      </Group>
    </Card>
  );
}
