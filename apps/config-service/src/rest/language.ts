import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import { pickLocale } from '@patchbay/integration-catalogue';
import type { Locale } from '@patchbay/integration-catalogue';
import type { ServiceRequest } from './service-request.ts';

interface Reply {
  header(name: string, value: string): unknown;
}

/** The language that the caller reads best of those there are. */
export function localeOf({ headers }: Pick<ServiceRequest, 'headers'>): Locale {
  const given = headers['accept-language'];
  return pickLocale(typeof given === 'string' ? given : undefined);
}

/** Says that an answer is in a language that was chosen by what the caller reads. */
export function declareLanguage(reply: Reply, locale: Locale): void {
  reply.header('content-language', locale);
  reply.header('vary', 'Accept-Language');
}

/** The language to answer in; the answer's headers say so as well. */
export const RequestLocale = createParamDecorator((_data: unknown, context: ExecutionContext): Locale => {
  const http = context.switchToHttp();
  const locale = localeOf(http.getRequest<ServiceRequest>());
  declareLanguage(http.getResponse<Reply>(), locale);
  return locale;
});
