import { PROBLEMS, TRIGGER_INFO, englishTexts } from '@patchbay/integration-contracts';
import type { IntegrationDefinition } from '@patchbay/integration-contracts';
import { FORM_TEXTS } from './form-texts.ts';

/** English texts by key without the namespace. */
type Namespace = Map<string, string>;

/**
 * Every English text there is, by namespace: one for each integration and family of integrations, `validation`, `events`, `form`.
 * What translations are made from and checked against.
 */
export function englishByNamespace(
  catalogue: readonly IntegrationDefinition[],
): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const namespaces = new Map<string, Namespace>();
  const add = (key: string, text: string): void => {
    const dot = key.indexOf('.');
    const name = key.slice(0, dot);
    const texts = namespaces.get(name) ?? new Map<string, string>();
    namespaces.set(name, texts.set(key.slice(dot + 1), text));
  };
  for (const definition of catalogue) for (const [key, text] of englishTexts(definition)) add(key, text);
  for (const [name, text] of Object.entries(PROBLEMS)) add(`validation.${name}`, text);
  for (const [trigger, { title, description }] of Object.entries(TRIGGER_INFO)) {
    add(`events.${trigger}.title`, title);
    add(`events.${trigger}.description`, description);
  }
  for (const [key, text] of Object.entries(FORM_TEXTS)) add(`form.${key}`, text);
  return namespaces;
}
