import { Alert, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconSitemap } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { scopeAddress } from '../../scopes/scope-address.ts';
import { scopeOfKey } from '../../scopes/scope.ts';
import { PageLink } from '../../ui/router-link.tsx';
import { useEditing } from './editing.ts';
import type { SettingsAddress } from './settings-api.ts';

interface InheritanceChoiceProps {
  readonly address: SettingsAddress;
  readonly canWrite: boolean;
}

/** Whether the settings of an outer scope hold here, or own ones. */
export function InheritanceChoice({ address, canWrite }: InheritanceChoiceProps): ReactNode {
  const { t } = useTranslation('form');
  const { draft, change, base } = useEditing();
  if (address.scope.level === 'instance') return undefined;
  const source = base.form.state.inherited_from;
  return (
    <Alert variant="light" color="gray" icon={<IconSitemap />}>
      <Stack gap="xs">
        <SegmentedControl
          w="fit-content"
          aria-label={t('inheritance.choice')}
          value={draft.inherits ? 'defaults' : 'own'}
          disabled={!canWrite}
          data={[
            { value: 'defaults', label: t('inheritance.defaults') },
            { value: 'own', label: t('inheritance.own') },
          ]}
          onChange={(choice) => {
            change({ ...draft, inherits: choice === 'defaults' });
          }}
        />
        <Text size="sm">{draft.inherits ? t('inheritance.defaults_help') : t('inheritance.own_help')}</Text>
        {source !== null && <SourceLink source={source} slug={address.slug} />}
      </Stack>
    </Alert>
  );
}

function SourceLink({ source, slug }: { readonly source: string; readonly slug: string }): ReactNode {
  const { t } = useTranslation('form');
  const scope = scopeOfKey(source);
  return (
    <Text size="sm">
      {t('inheritance.source')}{' '}
      {scope === undefined ? (
        source
      ) : (
        <PageLink {...scopeAddress(scope, 'integrations/$slug', { slug })}>{source}</PageLink>
      )}
    </Text>
  );
}
