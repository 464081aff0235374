import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { scopeKey } from '../../scopes/scope.ts';
import { useScope } from '../../scopes/use-scope.ts';
import { Loading } from '../../ui/loading.tsx';
import { Trouble } from '../../ui/trouble.tsx';
import { settingsQuery } from './settings-api.ts';
import { SettingsEditor } from './settings-editor.tsx';

/** An integration in a scope: its settings, and trying them out. */
export function SettingsPage(): ReactNode {
  const { i18n } = useTranslation('form');
  const scope = useScope();
  const { slug = '' }: { slug?: string } = useParams({ strict: false });
  const address = { scope, slug };
  const { data, error, refetch, isPlaceholderData } = useQuery(settingsQuery(address, i18n.language));
  // What is kept from before another page was opened is of that page; in another language it is of this one.
  if (data !== undefined && (!isPlaceholderData || data.form.slug === slug))
    return <SettingsEditor key={`${scopeKey(scope)} ${slug}`} address={address} loaded={data} />;
  return error === null ? <Loading /> : <Trouble error={error} onRetry={() => void refetch()} />;
}
