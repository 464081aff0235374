import { defineIntegration, field, json, post } from '@patchbay/integration-contracts';
import type { JsonValue } from '@patchbay/integration-contracts';
import { ROLLOUT_TRIGGERS, rolloutFilter, rolloutOf } from './changes/rollout.ts';
import { changeEventOf } from './new-relic/change-event.ts';
import { nerdGraphVerdict } from './new-relic/nerd-graph-verdict.ts';

const ENDPOINTS = {
  us: 'https://api.newrelic.com/graphql',
  eu: 'https://api.eu.newrelic.com/graphql',
  jp: 'https://api.jp.newrelic.com/graphql',
} as const;
const RECORD = `mutation ($event: ChangeTrackingEventInput!) {
  changeTrackingCreateEvent(changeTrackingEvent: $event) { changeTrackingEvent { changeTrackingId } messages }
}`;
const LOOK_UP = 'query ($guid: EntityGuid!) { actor { entity(guid: $guid) { guid name } } }';

/** Source: New Relic, "Track changes using NerdGraph"; this mutation has taken the place of deployment markers by REST. */
export const newRelic = defineIntegration({
  name: 'new_relic',
  title: 'New Relic',
  summary: 'Marks deployments, and if you like releases and tags, on the charts of New Relic.',
  help: 'In New Relic, make a *user key* under *API keys*; the GUID stands in the metadata of the application. New Relic bills change tracking events by number.',
  category: 'monitoring',
  fields: {
    api_key: field.password({
      title: 'User key',
      help: 'A key of the kind USER, which begins with NRAK-.',
      required: true,
      pattern: /^[\w-]+$/,
      patternHint: 'must consist of letters, digits and hyphens',
      section: 'connection',
      example: 'NRAK-KEY1EXAMPLE',
    }),
    region: field.select({
      title: 'Region',
      choices: [
        ['United States', 'us'],
        ['Europe', 'eu'],
        ['Japan', 'jp'],
      ],
      default: 'us',
      section: 'connection',
    }),
    entity_guid: field.text({
      title: 'Entity GUID',
      help: 'Of the application that changes.',
      required: true,
      pattern: /^[\w+/=-]+$/,
      patternHint: 'must be a GUID as New Relic shows it',
      section: 'configuration',
      example: 'MXxBUE18QVBQTElDQVRJT058MQ',
    }),
  },
  events: { supported: ROLLOUT_TRIGGERS, default: ['deployment'] },
  defaultTestEvent: 'deployment',
  filter: rolloutFilter,
  requests: ({ settings, event }) => {
    const rollout = rolloutOf(event);
    if ('skip' in rollout) return rollout;
    return ask(settings, RECORD, { event: changeEventOf(rollout, settings.entity_guid) });
  },
  probe: ({ settings }) => ask(settings, LOOK_UP, { guid: settings.entity_guid }),
  verdict: nerdGraphVerdict,
});

function ask(
  { api_key: key, region }: { readonly api_key: string; readonly region: keyof typeof ENDPOINTS },
  query: string,
  variables: JsonValue,
) {
  return post(ENDPOINTS[region], json({ query, variables }), { headers: { 'api-key': key } });
}
