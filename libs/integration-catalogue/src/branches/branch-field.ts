/** Options of the field that narrows an integration to certain branches; its default differs between integrations. */
export const BRANCHES = {
  title: 'Branches',
  help: 'Pushes and pipelines on other branches are left out; tags are not.',
  choices: [
    ['All branches', 'all'],
    ['Default branch', 'default'],
    ['Protected branches', 'protected'],
    ['Default branch and protected branches', 'default_and_protected'],
  ],
  routing: true,
  section: 'configuration',
  texts: 'branches',
} as const;
