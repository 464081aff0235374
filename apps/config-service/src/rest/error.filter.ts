import { Catch, Inject } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { Logger } from '@patchbay/service-kit/logging';
import { LOGGER } from '@patchbay/service-kit/service';
import { errorBody, errorOf } from './error-body.ts';
import { declareLanguage, localeOf } from './language.ts';
import type { ServiceRequest } from './service-request.ts';

interface Reply {
  status(code: number): Reply;
  header(name: string, value: string): Reply;
  send(body: unknown): unknown;
}

/** Seconds. */
const RETRY_AFTER = '2';

/** Answers every error from the error table, and logs those that are not the client's doing. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  readonly #logger: Logger;

  constructor(@Inject(LOGGER) logger: Logger) {
    this.#logger = logger;
  }

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<ServiceRequest>();
    const error = errorOf(thrown);
    const { httpStatus, kind } = error.entry;
    const fields = { requestId: request.id, code: error.code, detail: error.detail };
    if (kind === 'defect') this.#logger.error({ ...fields, err: thrown }, 'request failed');
    else if (httpStatus >= 500) this.#logger.warn(fields, 'request failed');
    else this.#logger.debug(fields, 'request refused');
    const reply = http.getResponse<Reply>().status(httpStatus);
    if (httpStatus === 503) reply.header('retry-after', RETRY_AFTER);
    if (httpStatus === 401) reply.header('www-authenticate', 'Bearer');
    const locale = localeOf(request);
    // Problems of fields stand beside them in a form; all else about errors is in English.
    if (error.fields === undefined) reply.header('content-language', 'en');
    else declareLanguage(reply, locale);
    reply.send(errorBody(error, locale));
  }
}
