import { SAMPLES } from '@patchbay/integration-contracts';
import type { JsonObject, Trigger } from '@patchbay/integration-contracts';

/** The project that the samples of the contracts play in. */
const HOME_ID = 1042;
const HOST = 'https://gitlab.example.com';

/** Begins an event: a push to the default branch of a project, until told otherwise. */
export function anEvent(): EventBuilder {
  return new EventBuilder(SAMPLES.push, HOME_ID);
}

/** Builds payloads as GitLab sends them. Each step gives a new builder, so that one can be the start of several. */
export class EventBuilder {
  readonly #payload: JsonObject;
  readonly #projectId: number;

  constructor(payload: JsonObject, projectId: number) {
    this.#payload = payload;
    this.#projectId = projectId;
  }

  push(): EventBuilder {
    return this.of('push');
  }

  mergeRequest(): EventBuilder {
    return this.of('merge_request');
  }

  pipeline(status: 'success' | 'failed'): EventBuilder {
    const { object_attributes: attributes } = SAMPLES.pipeline;
    return this.of('pipeline').with({ object_attributes: { ...(attributes as JsonObject), status } });
  }

  of(trigger: Trigger): EventBuilder {
    return new EventBuilder(SAMPLES[trigger], HOME_ID);
  }

  /** For events that have a ref, such as pushes. */
  onBranch(name: string): EventBuilder {
    return this.with({ ref: `refs/heads/${name}` });
  }

  inProject(id: number, path = `acme/rockets/project-${String(id)}`): EventBuilder {
    const project = { ...(this.#payload['project'] as JsonObject), id };
    const place = { path_with_namespace: path, web_url: `${HOST}/${path}`, name: `Project ${String(id)}` };
    const projectId = 'project_id' in this.#payload ? { project_id: id } : {};
    return new EventBuilder({ ...this.#payload, ...projectId, project: { ...project, ...place } }, id);
  }

  with(members: JsonObject): EventBuilder {
    return new EventBuilder({ ...this.#payload, ...members }, this.#projectId);
  }

  /** Puts in a text that can be looked for where the payload may have got to. */
  saying(text: string): EventBuilder {
    return this.with({ note_to_receivers: text });
  }

  /** So many bytes at least. */
  ofSize(bytes: number): EventBuilder {
    return this.with({ padding: 'x'.repeat(bytes) });
  }

  get key(): string {
    return String(this.#projectId);
  }

  json(): JsonObject {
    return this.#payload;
  }

  bytes(): Buffer {
    return Buffer.from(JSON.stringify(this.#payload));
  }
}
