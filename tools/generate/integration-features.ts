import { exampleSettings, validateSettings } from '@patchbay/integration-contracts';
import type { IntegrationDefinition, SettingsValues } from '@patchbay/integration-contracts';
import { exampleRequest } from './integration-requests.ts';
import { code, codeBlock, table, yesOrBlank } from './markdown.ts';

/** What an integration offers besides events: links, questions to the product, commands, variables. */
export function featureTexts(definition: IntegrationDefinition): readonly string[] {
  const settings = validateSettings(definition, exampleSettings(definition));
  return [
    ...linkTexts(definition, settings),
    ...queryTexts(definition, settings),
    ...commandTexts(definition),
    ...variableTexts(definition, settings),
  ];
}

function linkTexts({ tracker, wiki }: IntegrationDefinition, settings: SettingsValues): readonly string[] {
  const links = tracker?.links(settings);
  const rows = [
    ['Project', links?.project],
    ['Issue', links?.issue],
    ['New issue', links?.newIssue],
    ['Wiki', wiki?.link(settings)],
  ].filter((row): row is [string, string] => row[1] !== undefined);
  if (rows.length === 0) return [];
  return [
    '## Links',
    'With the example settings; `:id` stands for what identifies an issue. A project has one active issue tracker and one wiki.',
    table(
      ['Page', 'Address'],
      rows.map(([page, url]) => [page, code(url)]),
    ),
  ];
}

function queryTexts(definition: IntegrationDefinition, settings: SettingsValues): readonly string[] {
  const queries = Object.entries(definition.queries ?? {});
  if (queries.length === 0) return [];
  return [
    '## Questions to the product',
    ...queries.map(([name, { summary, parameters, request }]) => {
      const values = Object.fromEntries(parameters.map((one) => [one.name, `example-${one.name}`]));
      const rows = parameters.map((one) => [code(one.name), yesOrBlank(one.required === true), one.summary]);
      return [
        `### ${code(name)}`,
        `${summary}.`,
        ...(rows.length === 0 ? [] : [table(['Parameter', 'Required', 'Meaning'], rows)]),
        exampleRequest(definition, request({ settings, parameters: values })),
      ].join('\n\n');
    }),
  ];
}

function commandTexts({ inbound }: IntegrationDefinition): readonly string[] {
  if (inbound === undefined) return [];
  const reply = inbound.reply({ text: 'Text of the answer', isPublic: false });
  return [
    '## Commands',
    `The product posts a form with ${inbound.parameters.map(code).join(', ')}. A call whose token is not the stored one is refused.`,
    table(
      ['Command', 'What it does'],
      inbound.commands.map(({ usage, summary }) => [code(usage), summary]),
    ),
    'It is answered with:',
    codeBlock('json', JSON.stringify(reply, undefined, 2)),
  ];
}

function variableTexts({ ciVariables }: IntegrationDefinition, settings: SettingsValues): readonly string[] {
  const variables = ciVariables?.({ settings }) ?? [];
  if (variables.length === 0) return [];
  return [
    '## Variables for CI/CD jobs',
    table(
      ['Variable', 'Masked in job logs'],
      variables.map(({ key, isMasked }) => [code(key), yesOrBlank(isMasked)]),
    ),
  ];
}
