import { defineIntegration, field, post, json, secretMask } from '@patchbay/integration-contracts';
import type { BodyVerdict, RequestPlan, ResponseView } from '@patchbay/integration-contracts';
import type { OpenedIntegration } from '../integrations/opened-integration.ts';

interface IntegrationTraits {
  readonly plan?: () => RequestPlan;
  readonly probe?: () => RequestPlan;
  readonly verdict?: (response: ResponseView) => BodyVerdict;
  readonly isActive?: boolean;
}

export const SECRET = 'hush-hush-1f6a';
export const ENDPOINT = 'https://hooks.example.com/in';

/** An opened integration that posts to `ENDPOINT` unless told otherwise; its token is `SECRET`. */
export function anIntegration({
  plan,
  probe,
  verdict,
  isActive = true,
}: IntegrationTraits = {}): OpenedIntegration {
  const definition = defineIntegration({
    name: 'probe',
    title: 'Probe',
    summary: 'Does what a test says.',
    category: 'common',
    fields: { token: field.password({ title: 'Token' }) },
    events: { supported: ['push'] },
    requests: plan ?? (() => post(ENDPOINT, json({ ok: true }))),
    ...(verdict === undefined ? {} : { verdict }),
    ...(probe === undefined ? {} : { probe }),
  });
  const settings = { token: SECRET };
  return {
    id: 'int-1',
    revision: 2,
    name: 'probe',
    isActive,
    definition,
    settings,
    mask: secretMask(definition, settings),
  };
}
