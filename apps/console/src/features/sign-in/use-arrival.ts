import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useState } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { consoleConfigQuery } from '../../api/console-config.ts';
import { signInWithCode } from '../../session/sign-in.ts';
import { arrivalOf, isPath, returnAddress } from './arrival.ts';
import type { Arrival } from './arrival.ts';

interface ArrivalState {
  /** Whether somebody is being signed in who has come with a link, or from the identity provider. */
  readonly isArriving: boolean;
  readonly error: Error | null;
  /** To where one wanted to go before signing in. */
  readonly goOn: () => void;
}

/** A code is good for one exchange; the page may be shown twice meanwhile. */
const exchanges = new Map<string, Promise<string>>();

export function useArrival(): ArrivalState {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [arrival] = useState(() => arrivalOf(window.location));
  const [error, setError] = useState<Error | null>(() =>
    arrival.kind === 'refused' ? new ApiError('unauthenticated', arrival.reason) : null,
  );
  const exchange = async (): Promise<string> => {
    if (arrival.kind === 'link') {
      await signInWithCode(arrival.code);
      return '/';
    }
    const { oidc } = await queries.query(consoleConfigQuery);
    if (oidc === null) return '/';
    const { comeFromProvider } = await import('../../session/oidc.ts');
    return comeFromProvider(oidc);
  };
  const arrive = useEffectEvent(async (): Promise<void> => {
    const key = keyOf(arrival);
    if (key === undefined) return;
    const begun = exchanges.get(key) ?? exchange();
    exchanges.set(key, begun);
    try {
      const to = await begun;
      // The code goes from the history with this page.
      await navigate({ href: isPath(to) ? to : '/', replace: true });
    } catch (failure) {
      setError(failure instanceof Error ? failure : new Error(String(failure)));
    }
  });
  useEffect(() => {
    void arrive();
  }, []);
  return {
    isArriving: error === null && keyOf(arrival) !== undefined,
    error,
    goOn: () => void navigate({ href: returnAddress(window.location.search), replace: true }),
  };
}

function keyOf(arrival: Arrival): string | undefined {
  if (arrival.kind === 'link') return arrival.code;
  return arrival.kind === 'provider' ? window.location.search : undefined;
}
