import { CATALOGUE } from '@patchbay/integration-catalogue';
import { EVENT_SAMPLES, SAMPLES, TRIGGERS, TRIGGER_INFO, slugOf } from '@patchbay/integration-contracts';
import type { Trigger } from '@patchbay/integration-contracts';
import { code, generatedNote, page, table, yesOrBlank } from './markdown.ts';

const INTRODUCTION = `What integrations can listen to. A payload is classified by what is in it, the \`X-Gitlab-Event\` header only helps out where
it says nothing. One payload can stand for several triggers: a push to a branch with commits is also \`commit\`, an issue
of the type incident is also \`incident\`. An integration that listens to both hears of it once.

_Switch_ is the boolean that turns a trigger on and off in the REST API. _Default_ is what holds where neither the settings
nor the integration say anything. _Header_ is what web hooks are sent as \`X-Gitlab-Event\`.

The samples are made up, complete and current; each can be published as it is:
\`npm run publish-event -- docs/events/push.json\`.`;

/** Where the sample of a trigger lies, seen from `docs/`. */
export function samplePath(trigger: Trigger): string {
  return `events/${trigger}.json`;
}

/** `docs/events.md`. */
export function eventsPage(): string {
  const sections = TRIGGERS.flatMap((trigger) => [`## ${code(trigger)}`, describe(trigger)]);
  return page(
    generatedNote('libs/integration-contracts/src/events'),
    '# Events',
    INTRODUCTION,
    table(['Trigger', 'Switch', 'Default', 'Header'], TRIGGERS.map(row)),
    ...sections,
  );
}

/** The samples, by their path from `docs/`. */
export function eventSamples(): readonly (readonly [path: string, text: string])[] {
  return TRIGGERS.map((trigger) => [samplePath(trigger), JSON.stringify(SAMPLES[trigger])]);
}

function row(trigger: Trigger): string[] {
  const info = TRIGGER_INFO[trigger];
  return [
    `[${code(trigger)}](#${trigger})`,
    code(info.switch),
    info.default ? 'on' : 'off',
    code(info.hookHeader),
  ];
}

function describe(trigger: Trigger): string {
  const { title, description } = TRIGGER_INFO[trigger];
  const variants = EVENT_SAMPLES.filter((sample) => sample.trigger === trigger && sample.name !== 'typical');
  const tested =
    variants.length === 0
      ? ''
      : ` Tests also know these variants: ${variants.map(({ name }) => code(name)).join(', ')}.`;
  return [
    `**${title}.** ${description} [Sample](${samplePath(trigger)}).${tested}`,
    table(['Integration', 'On by default'], listeners(trigger)),
  ].join('\n\n');
}

function listeners(trigger: Trigger): string[][] {
  return CATALOGUE.filter(({ events }) => events.supported.includes(trigger)).map(
    ({ name, title, events }) => [
      `[${title}](integrations/${slugOf(name)}.md)`,
      yesOrBlank(events.default.includes(trigger)),
    ],
  );
}
