import { CATALOGUE } from '@patchbay/integration-catalogue';
import { exampleSettings } from '@patchbay/integration-contracts';
import { integrationPage } from './integration-page.ts';

describe.each(CATALOGUE.map((definition) => [definition.name, definition] as const))(
  'the page of %s',
  (_name, definition) => {
    const page = integrationPage(definition);

    it('names every field, every event and what else there is', () => {
      for (const field of Object.keys(definition.fields)) expect(page).toContain(`\`${field}\``);
      for (const trigger of definition.events.supported) expect(page).toContain(`events.md#${trigger}`);
      for (const query of Object.keys(definition.queries ?? {})) expect(page).toContain(`### \`${query}\``);
      for (const { usage } of definition.inbound?.commands ?? []) expect(page).toContain(usage);
    });

    it('shows no secret in what is sent', () => {
      const sent = page.slice(page.indexOf('## Events'));
      const example = exampleSettings(definition);
      for (const [field, { isSecret }] of Object.entries(definition.fields)) {
        const value = example[field];
        if (isSecret && typeof value === 'string') expect(sent).not.toContain(value);
      }
    });
  },
);

it('the page of an integration that reads answers shows what follows on the one in its wire format', () => {
  const campfire = CATALOGUE.find(({ name }) => name === 'campfire');
  if (campfire === undefined) throw new Error('no such integration');
  expect(integrationPage(campfire)).toContain('/room/7/speak.json');
});
