import { Badge, Card, Group, Skeleton, Stack, Table, Text, Title } from '@mantine/core';
import { Suspense, lazy } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { scopeAddress } from '../../scopes/scope-address.ts';
import type { Scope } from '../../scopes/scope.ts';
import { PageLink } from '../../ui/router-link.tsx';
import { Time } from '../../ui/time.tsx';
import { EntryIcon } from './entry-icon.tsx';
import { HealthBadge } from './health-badge.tsx';
import { labelOf, successRatio } from './integration-rows.ts';
import type { ActiveRow, Summary } from './integration-rows.ts';

/** Charts are half of what this page would load, and the list is of use before they are there. */
const DaySparkline = lazy(async () => ({ default: (await import('./day-sparkline.tsx')).DaySparkline }));

interface ActiveIntegrationsProps {
  readonly scope: Scope;
  readonly rows: readonly ActiveRow[];
  readonly isFiltered: boolean;
}

export function ActiveIntegrations({ scope, rows, isFiltered }: ActiveIntegrationsProps): ReactNode {
  const { t } = useTranslation('integrations');
  return (
    <Stack gap="sm" component="section" aria-labelledby="active">
      <Title order={2} id="active">
        {t('active.title', { count: rows.length })}
      </Title>
      {rows.length === 0 ? (
        <Text c="dimmed">{isFiltered ? t('active.none_found') : t('active.none')}</Text>
      ) : (
        <Card withBorder padding={0}>
          <Table.ScrollContainer minWidth={640}>
            <Table verticalSpacing="sm" horizontalSpacing="md" highlightOnHover>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('active.integration')}</Table.Th>
                  <Table.Th>{t('active.health')}</Table.Th>
                  <Table.Th>{t('active.source')}</Table.Th>
                  <Table.Th>{t('active.last')}</Table.Th>
                  <Table.Th>{t('active.day')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {rows.map((row) => (
                  <ActiveIntegration key={row.listed.slug} scope={scope} row={row} />
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        </Card>
      )}
    </Stack>
  );
}

function ActiveIntegration({ scope, row }: { readonly scope: Scope; readonly row: ActiveRow }): ReactNode {
  const { t } = useTranslation('integrations');
  const { entry, listed, summary } = row;
  const { slug, inherited_from: source } = listed;
  const label = labelOf(slug);
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap="sm" wrap="nowrap">
          <EntryIcon entry={entry} />
          <Stack gap={2}>
            <PageLink fw={600} size="sm" {...scopeAddress(scope, 'integrations/$slug', { slug })}>
              {entry.title}
            </PageLink>
            {label !== undefined && (
              <Text size="xs" c="dimmed">
                {label}
              </Text>
            )}
          </Stack>
        </Group>
      </Table.Td>
      <Table.Td>
        <HealthBadge health={listed.health} />
      </Table.Td>
      <Table.Td>
        {listed.inherited ? (
          <Badge variant="default" tt="none" miw="max-content">
            {source ?? t('active.inherited')}
          </Badge>
        ) : (
          <Text size="sm">{t('active.own')}</Text>
        )}
      </Table.Td>
      <Table.Td>
        <LastDelivery summary={summary} />
      </Table.Td>
      <Table.Td miw={170}>{summary !== undefined && <Day summary={summary} />}</Table.Td>
    </Table.Tr>
  );
}

function LastDelivery({ summary }: { readonly summary: Summary | undefined }): ReactNode {
  const { t } = useTranslation('integrations');
  if (summary === undefined) return undefined;
  const { last_delivery_at: at, last_outcome: outcome } = summary;
  if (at === null) {
    return (
      <Text size="sm" c="dimmed">
        {t('active.never')}
      </Text>
    );
  }
  return (
    <Stack gap={0}>
      <Text size="sm">
        <Time at={at} />
      </Text>
      {outcome !== null && (
        <Text size="xs" c="dimmed">
          {t(`outcome.${outcome}`)}
        </Text>
      )}
    </Stack>
  );
}

function Day({ summary }: { readonly summary: Summary }): ReactNode {
  const { t, i18n } = useTranslation('integrations');
  const ratio = successRatio(summary);
  if (ratio === undefined) return undefined;
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 1 }).format(
    ratio,
  );
  return (
    <Group gap="xs" wrap="nowrap">
      <Suspense fallback={<Skeleton w={96} h={32} />}>
        <DaySparkline summary={summary} />
      </Suspense>
      <Stack gap={0}>
        <Text size="sm" fw={600}>
          {percent}
        </Text>
        <Text size="xs" c="dimmed">
          {t('active.requests', { count: summary.deliveries_24h })}
        </Text>
      </Stack>
    </Group>
  );
}
