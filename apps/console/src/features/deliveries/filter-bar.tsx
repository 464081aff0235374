import { Button, Collapse, Group, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback, useDisclosure } from '@mantine/hooks';
import { IconAdjustmentsHorizontal, IconFilterOff, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { OUTCOMES, isStatusWish, withWish } from './delivery-filter.ts';
import type { DeliveryFilter, FilterName } from './delivery-filter.ts';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

interface FilterBarProps {
  readonly filter: DeliveryFilter;
  readonly integrations: readonly Choice[];
  readonly triggers: readonly Choice[];
  readonly onChange: (filter: DeliveryFilter) => void;
}

const REMAINING: readonly FilterName[] = [
  'trigger',
  'project_id',
  'event_id',
  'delivery_id',
  'since',
  'until',
];
const TYPING_MS = 400;

export function FilterBar(props: FilterBarProps): ReactNode {
  const { t } = useTranslation('deliveries');
  const { filter, integrations, onChange } = props;
  const [isOpen, { toggle }] = useDisclosure(REMAINING.some((name) => filter[name] !== undefined));
  return (
    <div role="search">
      <Group gap="sm">
        <Typed {...props} name="text" icon />
        <Chosen {...props} name="integration" choices={integrations} />
        <Chosen
          {...props}
          name="outcome"
          choices={OUTCOMES.map((value) => ({ value, label: t(`outcome.${value}`) }))}
        />
        <Typed {...props} name="status" accepts={isStatusWish} />
        <Button
          variant="default"
          leftSection={<IconAdjustmentsHorizontal size={16} />}
          aria-expanded={isOpen}
          onClick={toggle}
        >
          {t('filter.more')}
        </Button>
        {Object.keys(filter).length > 0 && (
          <Button
            variant="subtle"
            leftSection={<IconFilterOff size={16} />}
            onClick={() => {
              onChange({});
            }}
          >
            {t('filter.clear')}
          </Button>
        )}
      </Group>
      <Collapse expanded={isOpen}>
        <Group gap="sm" mt="sm">
          <Chosen {...props} name="trigger" choices={props.triggers} />
          <Typed {...props} name="project_id" accepts={(text) => /^[1-9]\d{0,14}$/.test(text)} />
          <Typed {...props} name="event_id" />
          <Typed {...props} name="delivery_id" />
          <Moment {...props} name="since" />
          <Moment {...props} name="until" />
        </Group>
      </Collapse>
    </div>
  );
}

interface WishProps extends FilterBarProps {
  readonly name: FilterName;
}

function Chosen({ filter, name, choices, onChange }: WishProps & { choices: readonly Choice[] }): ReactNode {
  const { t } = useTranslation('deliveries');
  return (
    <Select
      aria-label={t(`filter.${name}`)}
      placeholder={t(`filter.${name}`)}
      data={[...choices]}
      value={filter[name] ?? null}
      searchable
      clearable
      w={{ base: '100%', xs: 180 }}
      onChange={(value) => {
        onChange(withWish(filter, name, value ?? ''));
      }}
    />
  );
}

interface TypedProps extends WishProps {
  readonly icon?: boolean;
  /** Anything else is not asked for. */
  readonly accepts?: (text: string) => boolean;
}

/** What is typed is asked for when the typing rests. */
function Typed({ filter, name, icon = false, accepts, onChange }: TypedProps): ReactNode {
  const { t } = useTranslation('deliveries');
  const given = filter[name] ?? '';
  const [typed, setTyped] = useState({ given, text: given });
  const ask = useDebouncedCallback((text: string) => {
    onChange(withWish(filter, name, text));
  }, TYPING_MS);
  // The address may have changed by other ways than this field.
  const text = typed.given === given ? typed.text : given;
  const isFine = text === '' || accepts?.(text) !== false;
  return (
    <TextInput
      aria-label={t(`filter.${name}`)}
      placeholder={t(`filter.${name}`)}
      leftSection={icon ? <IconSearch size={16} /> : undefined}
      value={text}
      error={!isFine}
      {...(icon ? { flex: '1 1 220px', maw: 420 } : { w: { base: '100%', xs: 160 } })}
      onChange={({ currentTarget: { value } }) => {
        setTyped({ given, text: value });
        if (value === '' || accepts?.(value) !== false) ask(value.trim());
      }}
    />
  );
}

/** A time in the reader's own zone; the address has it in UTC. */
function Moment({ filter, name, onChange }: WishProps): ReactNode {
  const { t } = useTranslation('deliveries');
  return (
    <TextInput
      type="datetime-local"
      label={t(`filter.${name}`)}
      value={localMoment(filter[name])}
      onChange={({ currentTarget: { value } }) => {
        onChange(withWish(filter, name, value === '' ? '' : new Date(value).toISOString()));
      }}
    />
  );
}

function localMoment(iso: string | undefined): string {
  const at = new Date(iso ?? '');
  if (Number.isNaN(at.getTime())) return '';
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
