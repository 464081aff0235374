import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { scopeAddress } from '../../scopes/scope-address.ts';
import type { Scope } from '../../scopes/scope.ts';

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/;

/** Sets up one more of what a scope can have several of; a label tells them apart. */
export function AddLabelled({ scope, slug }: { readonly scope: Scope; readonly slug: string }): ReactNode {
  const { t } = useTranslation('integrations');
  const navigate = useNavigate();
  const [isOpen, { open, close }] = useDisclosure(false);
  const [label, setLabel] = useState('');
  const isValid = LABEL.test(label);
  return (
    <>
      <Group>
        <Button size="compact-sm" variant="default" onClick={open}>
          {t('labelled.add')}
        </Button>
      </Group>
      <Modal opened={isOpen} onClose={close} title={t('labelled.title')} centered>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (isValid)
              void navigate(scopeAddress(scope, 'integrations/$slug', { slug: `${slug}:${label}` }));
          }}
        >
          <Stack>
            <TextInput
              label={t('labelled.label')}
              description={t('labelled.help')}
              value={label}
              data-autofocus
              error={label !== '' && !isValid ? t('labelled.help') : undefined}
              onChange={({ currentTarget: { value } }) => {
                setLabel(value.toLowerCase());
              }}
            />
            <Group justify="flex-end">
              <Button type="submit" disabled={!isValid}>
                {t('labelled.go')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
