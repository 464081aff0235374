import { MantineThemeProvider, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Gives the button that closes a dialog its name, which is only a cross to the eye. */
export function NamedDialogs({ children }: { readonly children: ReactNode }): ReactNode {
  const { t } = useTranslation('shell');
  const dialog = Modal.extend({ defaultProps: { closeButtonProps: { 'aria-label': t('close') } } });
  return (
    <MantineThemeProvider inherit theme={{ components: { Modal: dialog } }}>
      {children}
    </MantineThemeProvider>
  );
}
