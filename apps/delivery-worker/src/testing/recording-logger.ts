import type { Logger } from '@patchbay/service-kit/logging';

export interface LogLine {
  readonly level: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
}

/** A logger that keeps its lines instead of writing them. */
export function recordingLogger(): { readonly logger: Logger; readonly lines: LogLine[] } {
  const lines: LogLine[] = [];
  const line =
    (level: string) =>
    (fields: Readonly<Record<string, unknown>>, message = ''): void => {
      lines.push({ level, fields, message });
    };
  const levels = ['debug', 'info', 'warn', 'error', 'fatal'].map((level) => [level, line(level)]);
  const logger = Object.assign(Object.fromEntries(levels) as Logger, { isLevelEnabled: () => true });
  return { logger, lines };
}
