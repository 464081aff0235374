import { useTranslation } from 'react-i18next';

const KNOWN = [
  'chat',
  'ci',
  'common',
  'issue_tracker',
  'monitoring',
  'third_party_wiki',
  'web_hook',
] as const;

/** What a category is called; one that a later server has shows as it is written. */
export function useCategoryName(): (category: string) => string {
  const { t } = useTranslation('integrations');
  return (category) => {
    const known = KNOWN.find((name) => name === category);
    return known === undefined ? category : t(`category.${known}`);
  };
}
