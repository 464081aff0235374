import { Button, PasswordInput, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/api-error.ts';
import { Trouble } from '../ui/trouble.tsx';
import { signInWithToken } from './sign-in.ts';

/** Signs in with a pasted token. */
export function TokenForm({ onSignedIn }: { readonly onSignedIn: () => void }): ReactNode {
  const { t } = useTranslation('shell');
  const [token, setToken] = useState('');
  const { mutate, isPending, error } = useMutation({ mutationFn: signInWithToken, onSuccess: onSignedIn });
  const isRefused = error instanceof ApiError && error.kind === 'unauthenticated';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        mutate(token.trim());
      }}
    >
      <Stack>
        <PasswordInput
          label={t('session.token')}
          description={t('session.token_help')}
          value={token}
          onChange={(event) => {
            setToken(event.currentTarget.value);
          }}
          error={isRefused ? t('session.refused') : undefined}
          autoComplete="off"
          required
        />
        {error !== null && !isRefused && <Trouble error={error} />}
        <Button type="submit" loading={isPending} disabled={token.trim() === ''}>
          {t('session.sign_in')}
        </Button>
      </Stack>
    </form>
  );
}
