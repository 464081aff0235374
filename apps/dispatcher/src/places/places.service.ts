import { Inject, Injectable } from '@nestjs/common';
import {
  NamespaceMap,
  encodeNamespaceMove,
  encodeProjectPath,
  isFullPath,
} from '@patchbay/integration-contracts';
import type { Topics } from '@patchbay/integration-contracts';
import type { Logger } from '@patchbay/service-kit/logging';
import { CONFIG, LOGGER } from '@patchbay/service-kit/service';
import type { DispatcherConfig } from '../config.ts';
import type { IncomingEvent } from '@patchbay/service-kit/events';
import { Outbox } from '../kafka/outbox.ts';
import { TOPICS } from '../kafka/tokens.ts';
import { RecentValues } from '../subscriptions/recent-values.ts';
import { GROUP_RENAME, groupMoveOf } from './group-move.ts';

/** What was last said of a project; without a path it is gone. */
interface KnownPlace {
  readonly path: string | undefined;
  at: number;
}

const PROJECT_DESTROY = 'project_destroy';

/** Learns from events where projects and groups are, and tells the other services what is new. */
@Injectable()
export class Places {
  readonly #known: RecentValues<number, KnownPlace>;

  constructor(
    private readonly outbox: Outbox,
    private readonly namespaces: NamespaceMap,
    @Inject(TOPICS) private readonly topics: Pick<Topics, 'projects' | 'namespaces'>,
    @Inject(CONFIG) config: Pick<DispatcherConfig, 'PATH_CACHE_ENTRIES'>,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    // It keeps up to twice as many as it is told.
    this.#known = new RecentValues(Math.ceil(config.PATH_CACHE_ENTRIES / 2));
  }

  /**
   * Nearly every event says what is known already: then there is nothing to wait for, and nothing is made.
   * @returns what resolves once the brokers have the news, and rejects when they don't; `undefined` when there is none
   */
  learn(event: IncomingEvent): Promise<void> | undefined {
    const { projectId, projectPath, eventName } = event.facts;
    if (projectId !== undefined && projectPath !== undefined) {
      const path = eventName === PROJECT_DESTROY ? undefined : projectPath;
      return this.#learnPlace(projectId, path, event);
    }
    return eventName === GROUP_RENAME ? this.#learnMove(event) : undefined;
  }

  #learnPlace(id: number, path: string | undefined, event: IncomingEvent): Promise<void> | undefined {
    const { eventAt } = event;
    const known = this.#known.get(id);
    if (known !== undefined) {
      if (eventAt < known.at) return undefined;
      if (known.path === path) {
        known.at = eventAt;
        return undefined;
      }
    }
    return path === undefined || isFullPath(path)
      ? this.#publish(id, { path, at: eventAt }, event.eventId)
      : undefined;
  }

  /** Known from now on, so that the next events don't publish it again; forgotten when it could not be published. */
  async #publish(id: number, place: KnownPlace, eventId: string): Promise<void> {
    this.#known.set(id, place);
    const { path, at } = place;
    try {
      await this.outbox.append({
        topic: this.topics.projects.topic,
        ...encodeProjectPath({ id, path, at, eventId }),
      });
    } catch (error) {
      if (this.#known.get(id) === place) this.#known.delete(id);
      throw error;
    }
  }

  #learnMove(event: IncomingEvent): Promise<void> | undefined {
    const { eventId } = event;
    const move = groupMoveOf(event);
    if (move === undefined) {
      this.logger.warn({ eventId }, 'a renamed group can’t be followed: the event lacks its paths');
      return undefined;
    }
    // Before Kafka has it: events of the group that this process takes meanwhile are to find its settings.
    if (this.namespaces.apply(move)) this.logger.info(move, 'a group has another path');
    return this.outbox.append({
      topic: this.topics.namespaces.topic,
      key: move.id,
      value: encodeNamespaceMove(move),
    });
  }
}
