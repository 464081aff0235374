import { SAMPLES } from '@patchbay/integration-contracts';
import type { JsonObject, Trigger } from '@patchbay/integration-contracts';
import { placeSample } from '../../tools/demo/placed-sample.ts';

const HOME = { id: 1042, name: 'Engine', path: 'acme/rockets/engine' };

/** Begins an event: a push to the default branch of a project, until told otherwise. */
export function anEvent(): EventBuilder {
  return new EventBuilder(SAMPLES.push, HOME.id);
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
    return new EventBuilder(SAMPLES[trigger], HOME.id);
  }

  /** For events that have a ref, such as pushes. */
  onBranch(name: string): EventBuilder {
    return this.with({ ref: `refs/heads/${name}` });
  }

  inProject(id: number, path = `acme/rockets/project-${String(id)}`): EventBuilder {
    return new EventBuilder(placeSample(this.#payload, { id, name: `Project ${String(id)}`, path }), id);
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
