import { Alert, Badge, Group, Stack, Tabs } from '@mantine/core';
import { IconAdjustments, IconArrowsSplit, IconEye, IconHistory, IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { scopeKey } from '../../scopes/scope.ts';
import { canWrite } from '../../session/permissions.ts';
import { useSelf } from '../../session/use-self.ts';
import { HelpText } from '../../ui/help-text.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { TrialPanel } from '../trial/trial-panel.tsx';
import { ConflictDialog } from './conflict-dialog.tsx';
import { parametersOf, untouched } from './draft.ts';
import { EditingContext } from './editing.ts';
import type { LoadedSettings } from './form-metadata.ts';
import { InheritanceChoice } from './inheritance-choice.tsx';
import { LeaveGuard } from './leave-guard.tsx';
import { OverridesList } from './overrides-list.tsx';
import { RemovalMenu } from './removal-menu.tsx';
import { SaveBar } from './save-bar.tsx';
import type { SettingsAddress } from './settings-api.ts';
import { SettingsFields } from './settings-fields.tsx';
import { useDraft } from './use-draft.ts';
import { useSaving } from './use-saving.ts';

interface SettingsEditorProps {
  readonly address: SettingsAddress;
  readonly loaded: LoadedSettings;
}

export function SettingsEditor({ address, loaded }: SettingsEditorProps): ReactNode {
  const { t } = useTranslation('form');
  const isWriter = canWrite(useSelf(), address.scope);
  const editing = useDraft(`${scopeKey(address.scope)} ${address.slug}`, loaded);
  const { base, draft, isDirty, change, startFrom } = editing;
  const saving = useSaving(address, editing);
  const [tab, setTab] = useState<string | null>('settings');
  // Texts follow the language; what is filled in stays.
  const { form } = loaded;
  const touch = (field: string): void => {
    const { [field]: _gone, ...others } = saving.problems;
    saving.setProblems(others);
  };
  const discard = (): void => {
    saving.setProblems({});
    change(untouched(base));
  };
  const isTried = isDirty || base.etag === null;
  const trial = isTried && !draft.inherits ? parametersOf(base, draft) : undefined;
  const showProblems = (problems: typeof saving.problems): void => {
    saving.setProblems(problems);
    setTab('settings');
  };
  return (
    <EditingContext
      value={{
        ...editing,
        problems: saving.problems,
        onTouched: touch,
        isLocked: draft.inherits || !isWriter,
      }}
    >
      <PageTitle
        title={form.title}
        summary={form.summary}
        actions={
          <>
            <StateBadge loaded={base} />
            {isWriter && <RemovalMenu address={address} loaded={base} onDone={startFrom} />}
          </>
        }
      />
      <Tabs value={tab} onChange={setTab} keepMounted={false}>
        <Tabs.List mb="lg">
          <Tabs.Tab value="settings" leftSection={<IconAdjustments size={16} />}>
            {t('tabs.settings')}
          </Tabs.Tab>
          {isWriter && form.events.length > 0 && (
            <>
              <Tabs.Tab value="test" leftSection={<IconSend size={16} />}>
                {t('tabs.test')}
              </Tabs.Tab>
              <Tabs.Tab value="preview" leftSection={<IconEye size={16} />}>
                {t('tabs.preview')}
              </Tabs.Tab>
            </>
          )}
          {address.scope.level !== 'project' && base.etag !== null && (
            <Tabs.Tab value="overrides" leftSection={<IconArrowsSplit size={16} />}>
              {t('tabs.overrides')}
            </Tabs.Tab>
          )}
        </Tabs.List>
        <Tabs.Panel value="settings">
          <Stack gap="lg">
            <Notices loaded={loaded} isRestored={editing.isRestored} />
            {(draft.inherits || base.form.state.inherited || base.etag !== null) && (
              <InheritanceChoice address={address} canWrite={isWriter} />
            )}
            <SettingsFields form={form} />
          </Stack>
        </Tabs.Panel>
        <Tabs.Panel value="test">
          <TrialPanel
            kind="test"
            address={address}
            events={form.events}
            settings={trial}
            onProblems={showProblems}
          />
        </Tabs.Panel>
        <Tabs.Panel value="preview">
          <TrialPanel
            kind="preview"
            address={address}
            events={form.events}
            settings={trial}
            onProblems={showProblems}
          />
        </Tabs.Panel>
        <Tabs.Panel value="overrides">
          <OverridesList address={address} />
        </Tabs.Panel>
      </Tabs>
      {isWriter && (
        <SaveBar
          isNew={base.etag === null && !base.form.state.inherited}
          isDirty={isDirty}
          isSaving={saving.isSaving}
          problemCount={Object.keys(saving.problems).length}
          error={saving.error}
          onSave={() => {
            saving.save(base, draft);
          }}
          onDiscard={discard}
        />
      )}
      {saving.theirs !== null && (
        <ConflictDialog
          {...{ base, mine: draft, theirs: saving.theirs }}
          onClose={saving.closeConflict}
          onResolved={(resolved) => {
            const theirs = saving.theirs ?? base;
            startFrom(theirs, resolved);
            saving.save(theirs, resolved);
          }}
        />
      )}
      <LeaveGuard isDirty={isDirty && !saving.isSaving} onDiscard={discard} />
    </EditingContext>
  );
}

function Notices({
  loaded,
  isRestored,
}: {
  readonly loaded: LoadedSettings;
  readonly isRestored: boolean;
}): ReactNode {
  const { t } = useTranslation('form');
  const { help, deprecated } = loaded.form;
  return (
    <>
      {isRestored && (
        <Alert color="blue" icon={<IconHistory />}>
          {t('restored')}
        </Alert>
      )}
      {deprecated !== undefined && (
        <Alert color="yellow" title={t('deprecated')}>
          <HelpText>{deprecated}</HelpText>
        </Alert>
      )}
      {help !== undefined && <HelpText>{help}</HelpText>}
    </>
  );
}

function StateBadge({ loaded: { form, etag } }: { readonly loaded: LoadedSettings }): ReactNode {
  const { t } = useTranslation('form');
  const { active, inherited } = form.state;
  const isUnset = etag === null && !inherited;
  const state = isUnset ? 'unset' : active ? 'active' : 'off';
  return (
    <Group gap="xs">
      <Badge variant={active ? 'filled' : 'default'} color={active ? 'teal.9' : 'gray'} size="lg">
        {t(`state.${state}`)}
      </Badge>
    </Group>
  );
}
