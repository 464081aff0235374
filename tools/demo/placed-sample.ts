import type { JsonObject } from '@patchbay/integration-contracts';
import type { DemoPerson, DemoProject } from './world.ts';

/** Where and by whom the contracts' samples play; what is replaced. */
const SAMPLE_PROJECT: DemoProject = { id: 1042, name: 'Engine', path: 'acme/rockets/engine' };
const SAMPLE_PERSON: DemoPerson = { name: 'Ada Example', username: 'ada.example' };

/** A sample payload, moved to another project and done by somebody else. */
export function placeSample(
  payload: JsonObject,
  project: DemoProject,
  person: DemoPerson = SAMPLE_PERSON,
): JsonObject {
  // The project is named in many places, URLs among them, so the text is what gets changed.
  const text = JSON.stringify(payload)
    .replaceAll(SAMPLE_PROJECT.path, project.path)
    .replaceAll(/(?<=[:,[])1042(?=[,}\]])/g, String(project.id))
    .replaceAll(`"${SAMPLE_PROJECT.name}"`, JSON.stringify(project.name))
    .replaceAll(SAMPLE_PERSON.name, person.name)
    .replaceAll(SAMPLE_PERSON.username, person.username);
  return JSON.parse(text) as JsonObject;
}
