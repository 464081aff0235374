import { CATALOGUE } from '@patchbay/integration-catalogue';
import { exampleSettings } from '@patchbay/integration-contracts';
import { integrationPage } from './integration-page.ts';
import { exampleRequest } from './integration-requests.ts';

describe.each(CATALOGUE.map((definition) => [definition.name, definition] as const))(
  'the page of %s',
  (_name, definition) => {
    it('names every field and every event', () => {
      const page = integrationPage(definition);
      for (const field of Object.keys(definition.fields)) expect(page).toContain(`\`${field}\``);
      for (const trigger of definition.events.supported) expect(page).toContain(`events.md#${trigger}`);
    });

    it('shows a request in which no secret can be read', () => {
      const { text } = exampleRequest(definition);
      const example = exampleSettings(definition);
      for (const [field, { isSecret }] of Object.entries(definition.fields)) {
        const value = example[field];
        if (isSecret && typeof value === 'string') expect(text).not.toContain(value);
      }
      expect(text).toMatch(/^```http\nPOST /);
    });
  },
);
