import { ActionIcon, Button, Group, Menu, Modal, Stack, Text } from '@mantine/core';
import { IconDots, IconPlugOff, IconRestore } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Trouble } from '../../ui/trouble.tsx';
import type { LoadedSettings } from './form-metadata.ts';
import { loadSettings, resetSettings, turnOff } from './settings-api.ts';
import type { SettingsAddress } from './settings-api.ts';

interface RemovalMenuProps {
  readonly address: SettingsAddress;
  readonly loaded: LoadedSettings;
  readonly onDone: (loaded: LoadedSettings) => void;
}

type Removal = 'reset' | 'turn_off';

/** What takes settings away; each says first what will hold then. */
export function RemovalMenu({ address, loaded, onDone }: RemovalMenuProps): ReactNode {
  const { t } = useTranslation('form');
  const [asked, setAsked] = useState<Removal | null>(null);
  const { inherited, active } = loaded.form.state;
  const canReset = loaded.etag !== null;
  const canTurnOff = active && (canReset || inherited);
  if (!canReset && !canTurnOff) return undefined;
  const kind = address.scope.level === 'instance' ? 'delete' : 'reset';
  return (
    <>
      <Menu position="bottom-end" withinPortal={false}>
        <Menu.Target>
          <ActionIcon variant="default" size="lg" aria-label={t('removal.menu')}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {canTurnOff && (
            <Menu.Item
              leftSection={<IconPlugOff size={16} />}
              onClick={() => {
                setAsked('turn_off');
              }}
            >
              {t('removal.turn_off.action')}
            </Menu.Item>
          )}
          {canReset && (
            <Menu.Item
              leftSection={<IconRestore size={16} />}
              onClick={() => {
                setAsked('reset');
              }}
            >
              {t(`removal.${kind}.action`)}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {asked !== null && (
        <RemovalDialog
          {...{ address, loaded, onDone }}
          removal={asked}
          text={asked === 'turn_off' ? 'turn_off' : kind}
          onClose={() => {
            setAsked(null);
          }}
        />
      )}
    </>
  );
}

interface RemovalDialogProps extends RemovalMenuProps {
  readonly removal: Removal;
  readonly text: 'turn_off' | 'reset' | 'delete';
  readonly onClose: () => void;
}

function RemovalDialog({ address, loaded, removal, text, onDone, onClose }: RemovalDialogProps): ReactNode {
  const { t } = useTranslation('form');
  const queries = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => {
      await (removal === 'reset' ? resetSettings(address, loaded) : turnOff(address, loaded));
      return loadSettings(address);
    },
    onSuccess: (left) => {
      onDone(left);
      onClose();
      void queries.invalidateQueries({ queryKey: ['integrations'] });
    },
  });
  return (
    <Modal opened onClose={onClose} title={t(`removal.${text}.title`)} centered>
      <Stack>
        <Text size="sm">{t(`removal.${text}.advice`)}</Text>
        {error !== null && <Trouble error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('removal.cancel')}
          </Button>
          <Button
            color="red"
            loading={isPending}
            onClick={() => {
              mutate();
            }}
          >
            {t(`removal.${text}.action`)}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
