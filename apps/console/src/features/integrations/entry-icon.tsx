import { ThemeIcon } from '@mantine/core';
import {
  IconActivityHeartbeat,
  IconBook2,
  IconBug,
  IconMessageCircle,
  IconPlug,
  IconRocket,
  IconWebhook,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { CatalogueEntry } from './integration-rows.ts';

const ICONS: Readonly<Record<string, typeof IconPlug>> = {
  chat: IconMessageCircle,
  ci: IconRocket,
  issue_tracker: IconBug,
  monitoring: IconActivityHeartbeat,
  third_party_wiki: IconBook2,
  web_hook: IconWebhook,
};

/** Tells categories apart at a glance. */
export function EntryIcon({ entry }: { readonly entry: CatalogueEntry }): ReactNode {
  const Icon = ICONS[entry.category] ?? IconPlug;
  return (
    <ThemeIcon variant="light" size={34} radius="md" aria-hidden="true">
      <Icon size={18} stroke={1.7} />
    </ThemeIcon>
  );
}
