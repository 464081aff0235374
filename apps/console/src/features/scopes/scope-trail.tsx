import { Breadcrumbs, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { scopeAddress } from '../../scopes/scope-address.ts';
import { INSTANCE, outerGroups } from '../../scopes/scope.ts';
import type { Scope } from '../../scopes/scope.ts';
import { useScope } from '../../scopes/use-scope.ts';
import { PageLink } from '../../ui/router-link.tsx';

interface Step {
  readonly scope: Scope;
  readonly label: string;
}

/** The scopes around the page, from the instance inwards. */
export function ScopeTrail(): ReactNode {
  const { t } = useTranslation('shell');
  const scope = useScope();
  const steps: Step[] = [{ scope: INSTANCE, label: t('scope.instance') }, ...stepsTo(scope)];
  return (
    <Breadcrumbs mb="md" component="nav" aria-label={t('scope.trail')}>
      {steps.map(({ scope: one, label }, at) =>
        at === steps.length - 1 ? (
          <Text key={label} size="sm" fw={600}>
            {label}
          </Text>
        ) : (
          <PageLink key={label} size="sm" {...scopeAddress(one, 'integrations')}>
            {label}
          </PageLink>
        ),
      )}
    </Breadcrumbs>
  );
}

function stepsTo(scope: Scope): Step[] {
  if (scope.level === 'instance') return [];
  if (scope.level === 'project') return [{ scope, label: scope.id }];
  return [...outerGroups(scope.path), scope.path].map((path) => ({
    scope: { level: 'group', path },
    label: path.split('/').at(-1) ?? path,
  }));
}
