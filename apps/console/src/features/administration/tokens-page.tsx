import { Badge, Button, Card, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '../../ui/loading.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { Time } from '../../ui/time.tsx';
import { Trouble } from '../../ui/trouble.tsx';
import { revokeToken, rotateToken, tokensQuery } from './administration-api.ts';
import type { IssuedToken, Token } from './administration-api.ts';
import { IssuedTokenDialog } from './issued-token-dialog.tsx';
import { TokenDialog } from './token-dialog.tsx';

/** Who may come in, with what rights, and when they last did. */
export function TokensPage(): ReactNode {
  const { t } = useTranslation('administration');
  const query = useInfiniteQuery(tokensQuery);
  const [isCreating, creating] = useDisclosure(false);
  const [issued, setIssued] = useState<IssuedToken>();
  const tokens = query.data?.pages.flatMap(({ tokens: page }) => page);
  return (
    <Stack gap="md">
      <PageTitle
        title={t('tokens.title')}
        summary={t('tokens.summary')}
        actions={
          <Button leftSection={<IconPlus size={16} />} onClick={creating.open}>
            {t('tokens.create')}
          </Button>
        }
      />
      {query.error !== null && <Trouble error={query.error} onRetry={() => void query.refetch()} />}
      {tokens === undefined && query.error === null && <Loading />}
      {tokens?.length === 0 && <Text c="dimmed">{t('tokens.none')}</Text>}
      {tokens?.map((token) => (
        <TokenCard key={token.id} token={token} onIssued={setIssued} />
      ))}
      {query.hasNextPage && (
        <Group justify="center">
          <Button
            variant="subtle"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t('more')}
          </Button>
        </Group>
      )}
      {isCreating && <TokenDialog onClose={creating.close} onIssued={setIssued} />}
      {issued !== undefined && (
        <IssuedTokenDialog
          issued={issued}
          onClose={() => {
            setIssued(undefined);
          }}
        />
      )}
    </Stack>
  );
}

interface TokenCardProps {
  readonly token: Token;
  readonly onIssued: (issued: IssuedToken) => void;
}

function TokenCard({ token, onIssued }: TokenCardProps): ReactNode {
  const { t } = useTranslation('administration');
  return (
    <Card withBorder padding="md">
      <Group justify="space-between" align="flex-start">
        <Stack gap={2} flex="1 1 240px" miw={0}>
          <Group gap="xs">
            <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
              {token.name}
            </Text>
            <Badge variant="default" tt="none">
              {t(token.active ? 'tokens.active' : 'tokens.inactive')}
            </Badge>
          </Group>
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {token.role} · {token.scope} · {token.owner}
          </Text>
          <Text size="xs" c="dimmed">
            {t('tokens.used')}{' '}
            {token.last_used_at === null ? t('tokens.never') : <Time at={token.last_used_at} />}
            {token.expires_at !== null && (
              <>
                {' · '}
                {t('tokens.expires')} <Time at={token.expires_at} />
              </>
            )}
          </Text>
        </Stack>
        {token.active && <TokenActions token={token} onIssued={onIssued} />}
      </Group>
    </Card>
  );
}

/** Revoking can't be taken back, so it is asked for twice. */
function TokenActions({ token, onIssued }: TokenCardProps): ReactNode {
  const { t } = useTranslation('administration');
  const client = useQueryClient();
  const [isSure, setIsSure] = useState(false);
  const onSettled = () => client.invalidateQueries({ queryKey: tokensQuery.queryKey });
  const rotate = useMutation({ mutationFn: () => rotateToken(token), onSuccess: onIssued, onSettled });
  const revoke = useMutation({ mutationFn: () => revokeToken(token), onSettled });
  const error = rotate.error ?? revoke.error;
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <Button
          size="compact-sm"
          variant="default"
          loading={rotate.isPending}
          onClick={() => {
            rotate.mutate();
          }}
        >
          {t('tokens.rotate')}
        </Button>
        <Button
          size="compact-sm"
          color="red.9"
          variant={isSure ? 'filled' : 'default'}
          loading={revoke.isPending}
          onClick={() => {
            if (isSure) revoke.mutate();
            setIsSure(!isSure);
          }}
        >
          {t(isSure ? 'tokens.revoke_sure' : 'tokens.revoke')}
        </Button>
      </Group>
      {error !== null && <Trouble error={error} />}
    </Stack>
  );
}
