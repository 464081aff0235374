import { useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Scope } from './scope.ts';
import { scopeOfParams } from './scope-address.ts';

/** The scope of the page that is shown. */
export function useScope(): Scope {
  const { group, project }: { group?: string; project?: string } = useParams({ strict: false });
  return useMemo(() => scopeOfParams({ group, project }), [group, project]);
}
