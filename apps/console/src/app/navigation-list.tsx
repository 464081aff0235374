import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { scopeAddress } from '../scopes/scope-address.ts';
import { useScope } from '../scopes/use-scope.ts';
import { useSelf } from '../session/use-self.ts';
import { PageNavLink } from '../ui/router-link.tsx';
import { NAVIGATION } from './navigation.ts';

/** @param onChoose closes the menu where it covers the page */
export function NavigationList({ onChoose }: { readonly onChoose: () => void }): ReactNode {
  const { t } = useTranslation('shell');
  const self = useSelf();
  const scope = useScope();
  return NAVIGATION.filter(({ isFor }) => isFor?.(self) !== false).map(({ name, icon: Icon, page }) => (
    <PageNavLink
      key={name}
      {...(page.startsWith('/') ? { to: page } : scopeAddress(scope, page))}
      label={t(`navigation.${name}`)}
      leftSection={<Icon size={18} stroke={1.7} />}
      onClick={onChoose}
      activeProps={{ active: true, 'aria-current': 'page' }}
    />
  ));
}
