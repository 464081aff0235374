import { Controller, Get, Req, Res } from '@nestjs/common';
import { Access } from '../access/access.ts';
import type { ServiceRequest } from '../rest/service-request.ts';
import { EventStreams } from '../streams/event-streams.ts';
import { sendStream } from '../streams/send-stream.ts';
import type { StreamReply } from '../streams/send-stream.ts';
import { Overview } from './overview.ts';
import type { OverviewEntity } from './overview.ts';

/** How busy the installation is, once or as it goes on. */
@Access('instance-admin')
@Controller('api/v4/admin/overview')
export class OverviewController {
  readonly #overview: Overview;
  readonly #streams: EventStreams;

  constructor(overview: Overview, streams: EventStreams) {
    this.#overview = overview;
    this.#streams = streams;
  }

  @Get()
  now(): Promise<OverviewEntity> {
    return this.#overview.now();
  }

  @Get('stream')
  follow(@Req() request: ServiceRequest, @Res() reply: StreamReply): void {
    sendStream(request, reply, () => this.#streams.open((send) => this.#overview.watch(send)));
  }
}
