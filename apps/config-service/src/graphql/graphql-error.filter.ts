import { Catch, Inject } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { Logger } from '@patchbay/service-kit/logging';
import { LOGGER } from '@patchbay/service-kit/service';
import { errorOf } from '../rest/error-body.ts';
import type { ServiceRequest } from '../rest/service-request.ts';
import { shownError } from './graphql-errors.ts';

interface Reply {
  status(code: number): Reply;
  header(name: string, value: string): Reply;
  send(body: unknown): unknown;
}

/** Answers what is refused before a query is looked at, such as a missing token, in the shape that GraphQL clients read. */
@Catch()
export class GraphqlErrorFilter implements ExceptionFilter {
  readonly #logger: Logger;

  constructor(@Inject(LOGGER) logger: Logger) {
    this.#logger = logger;
  }

  catch(thrown: unknown, host: ArgumentsHost): void {
    const error = errorOf(thrown);
    const { httpStatus } = error.entry;
    const http = host.switchToHttp();
    const logger = this.#logger.child({ requestId: http.getRequest<ServiceRequest>().id });
    const reply = http.getResponse<Reply>().status(httpStatus);
    if (httpStatus === 401) reply.header('www-authenticate', 'Bearer');
    reply.send({ errors: [shownError(error, logger)] });
  }
}
