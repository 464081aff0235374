import { CloseButton, Group, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCategoryName } from './category-name.ts';
import type { Filter } from './integration-rows.ts';

interface IntegrationFilterProps {
  readonly categories: readonly string[];
  readonly filter: Filter;
  readonly onChange: (filter: Filter) => void;
}

export function IntegrationFilter({ categories, filter, onChange }: IntegrationFilterProps): ReactNode {
  const { t } = useTranslation('integrations');
  const nameOf = useCategoryName();
  const clear = (
    <CloseButton
      aria-label={t('filter.clear')}
      size="sm"
      onClick={() => {
        onChange({ ...filter, text: '' });
      }}
    />
  );
  return (
    <Group gap="sm" role="search">
      <TextInput
        aria-label={t('filter.search')}
        placeholder={t('filter.search')}
        leftSection={<IconSearch size={16} />}
        rightSection={filter.text === '' ? undefined : clear}
        value={filter.text}
        flex="1 1 220px"
        maw={420}
        onChange={({ currentTarget: { value } }) => {
          onChange({ ...filter, text: value });
        }}
      />
      <Select
        aria-label={t('filter.category')}
        placeholder={t('filter.category')}
        data={categories.map((value) => ({ value, label: nameOf(value) }))}
        value={filter.category === '' ? null : filter.category}
        clearable
        w={200}
        onChange={(category) => {
          onChange({ ...filter, category: category ?? '' });
        }}
      />
    </Group>
  );
}
