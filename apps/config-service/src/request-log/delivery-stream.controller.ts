import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { ScopeKey } from '@patchbay/integration-contracts';
import { Access } from '../access/access.ts';
import { addressOf } from '../rest/integration-address.ts';
import { RequestScope } from '../rest/request-scope.ts';
import { SCOPE_PATHS } from '../rest/scope-address.ts';
import type { ServiceRequest } from '../rest/service-request.ts';
import { SettingsService } from '../settings/settings.service.ts';
import { EventStreams } from '../streams/event-streams.ts';
import { sendStream } from '../streams/send-stream.ts';
import type { StreamReply } from '../streams/send-stream.ts';
import { DeliveryTail } from './delivery-tail.ts';

/** New attempts of an integration, as they come into the log. */
@Access('scope')
@Controller(SCOPE_PATHS.map((path) => `${path}/:slug/deliveries/stream`))
export class DeliveryStreamController {
  readonly #settings: SettingsService;
  readonly #streams: EventStreams;
  readonly #tail: DeliveryTail;

  constructor(settings: SettingsService, streams: EventStreams, tail: DeliveryTail) {
    this.#settings = settings;
    this.#streams = streams;
    this.#tail = tail;
  }

  @Get()
  async follow(
    @RequestScope() scope: ScopeKey,
    @Param('slug') slug: string,
    @Req() request: ServiceRequest,
    @Res() reply: StreamReply,
  ): Promise<void> {
    const { id } = await this.#settings.get(addressOf(scope, slug));
    sendStream(request, reply, () => this.#streams.open((send) => this.#tail.follow(id, send)));
  }
}
