import {
  IconGauge,
  IconHistory,
  IconKey,
  IconLock,
  IconMailOff,
  IconPlugConnected,
  IconSend,
} from '@tabler/icons-react';
import { isOperator } from '../session/permissions.ts';
import type { Self } from '../session/permissions.ts';

interface NavigationEntry {
  /** Key of the text `navigation.<name>` in `shell`. */
  readonly name: 'integrations' | 'deliveries' | 'dead_letters' | 'overview' | 'tokens' | 'audit' | 'keys';
  readonly icon: typeof IconPlugConnected;
  /** A page of the scope, or with a slash in front one of the whole console. */
  readonly page: string;
  readonly isFor?: (self: Self) => boolean;
}

/** What the menu offers, in this order. */
export const NAVIGATION: readonly NavigationEntry[] = [
  { name: 'integrations', icon: IconPlugConnected, page: 'integrations' },
  { name: 'deliveries', icon: IconSend, page: 'deliveries' },
  { name: 'dead_letters', icon: IconMailOff, page: 'dead-letters' },
  { name: 'overview', icon: IconGauge, page: '/overview', isFor: isOperator },
  { name: 'tokens', icon: IconKey, page: '/tokens', isFor: isOperator },
  { name: 'audit', icon: IconHistory, page: '/audit', isFor: isOperator },
  { name: 'keys', icon: IconLock, page: '/keys', isFor: isOperator },
];
