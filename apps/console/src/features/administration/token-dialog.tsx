import { Button, Group, Modal, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/api-error.ts';
import { useSelf } from '../../session/use-self.ts';
import { Trouble } from '../../ui/trouble.tsx';
import { createToken, tokensQuery } from './administration-api.ts';
import type { IssuedToken, TokenWish } from './administration-api.ts';

interface TokenDialogProps {
  readonly onClose: () => void;
  readonly onIssued: (issued: IssuedToken) => void;
}

const ROLES = ['reader', 'maintainer', 'admin'] as const;
const KINDS = ['personal', 'service'] as const;
const TEXTS = ['name', 'owner', 'scope'] as const;

/** Asks for what a new token shall be good for. */
export function TokenDialog({ onClose, onIssued }: TokenDialogProps): ReactNode {
  const { t } = useTranslation('administration');
  const client = useQueryClient();
  const { name: owner, scope } = useSelf();
  const [wish, setWish] = useState<TokenWish>({ name: '', kind: 'personal', owner, role: 'reader', scope });
  const [until, setUntil] = useState('');
  const create = useMutation({
    mutationFn: () => createToken({ ...wish, ...(until !== '' && { expires_at: until }) }),
    onSuccess: (issued) => {
      onClose();
      onIssued(issued);
      return client.invalidateQueries({ queryKey: tokensQuery.queryKey });
    },
  });
  const problems = create.error instanceof ApiError ? create.error.fields : {};
  return (
    <Modal opened onClose={onClose} title={t('tokens.create')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate();
        }}
      >
        <Stack>
          {TEXTS.map((name) => (
            <TextInput
              key={name}
              label={t(`token.${name}`)}
              description={name === 'scope' ? t('token.scope_help') : undefined}
              value={wish[name]}
              error={problems[name]?.join(' ')}
              required
              onChange={({ currentTarget: { value } }) => {
                setWish({ ...wish, [name]: value });
              }}
            />
          ))}
          <SegmentedControl
            aria-label={t('token.role')}
            data={ROLES.map((value) => ({ value, label: t(`role.${value}`) }))}
            value={wish.role}
            onChange={(role) => {
              setWish({ ...wish, role });
            }}
          />
          <SegmentedControl
            aria-label={t('token.kind')}
            data={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
            value={wish.kind}
            onChange={(kind) => {
              setWish({ ...wish, kind });
            }}
          />
          <TextInput
            type="date"
            label={t('token.expires_at')}
            description={t('token.expires_help')}
            value={until}
            error={problems['expires_at']?.join(' ')}
            onChange={({ currentTarget: { value } }) => {
              setUntil(value);
            }}
          />
          {create.error !== null && <Trouble error={create.error} />}
          <Group justify="flex-end">
            <Button type="submit" loading={create.isPending}>
              {t('tokens.create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
