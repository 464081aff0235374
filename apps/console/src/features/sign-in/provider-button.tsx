import { Button } from '@mantine/core';
import { IconUserShield } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { consoleConfigQuery } from '../../api/console-config.ts';
import type { OidcConfig } from '../../api/console-config.ts';
import { Trouble } from '../../ui/trouble.tsx';
import { returnAddress } from './arrival.ts';

/** Leads to the identity provider, where there is one. */
export function ProviderButton({ before }: { readonly before: ReactNode }): ReactNode {
  const { t } = useTranslation('sign-in');
  const { data } = useQuery(consoleConfigQuery);
  const { mutate, isPending, error } = useMutation({
    mutationFn: async (config: OidcConfig) => {
      const { goToProvider } = await import('../../session/oidc.ts');
      await goToProvider(config, returnAddress(window.location.search));
    },
  });
  const oidc = data?.oidc ?? null;
  if (oidc === null) return undefined;
  return (
    <>
      <Button
        leftSection={<IconUserShield size={18} />}
        loading={isPending}
        onClick={() => {
          mutate(oidc);
        }}
      >
        {t('provider', { host: new URL(oidc.issuer).host })}
      </Button>
      {error !== null && <Trouble error={error} />}
      {before}
    </>
  );
}
