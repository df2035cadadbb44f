import type { LoggerService } from '@nestjs/common';
import { withoutValues } from './without-values.ts';

type Level = 'debug' | 'info' | 'warn' | 'error';

/** What Nest tells of each module and route at start: some 150 lines that bury the address, and that it started before it listens. */
const chatter: ReadonlySet<unknown> = new Set([
  'NestFactory',
  'NestApplication',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
]);

/**
 * One JSON object a line: `{"at":"…","level":"info","context":"timers","message":"timer fired","timerId":"…"}`. Fields are given
 * as an object in place of the message: `log.log({ message: 'timer fired', timerId })`. No personal data, no secrets: of errors (the
 * field `error`, stacks) only the words are kept, not the values that they quote.
 */
export class JsonLogger implements LoggerService {
  private readonly write: (line: string) => void;

  constructor(write: (line: string) => void = (line) => process.stdout.write(line)) {
    this.write = write;
  }

  log(message: unknown, ...rest: unknown[]): void {
    if (!chatter.has(rest.at(-1))) this.line('info', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.line('warn', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    // a start that failed: whoever started it says so, in words where it can
    if (rest.at(-1) === 'ExceptionHandler') return;
    this.line('error', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.line('error', message, rest);
  }

  debug(): void {}

  verbose(): void {}

  /** Nest gives the context last, before it a stack where there is one. */
  private line(level: Level, message: unknown, rest: unknown[]): void {
    const context = rest.length > 0 && typeof rest.at(-1) === 'string' ? (rest.at(-1) as string) : undefined;
    const stack = rest.length > 1 && typeof rest.at(-2) === 'string' ? (rest.at(-2) as string) : undefined;
    const fields: Record<string, unknown> = isFields(message) ? message : { message: textOf(message) };
    const line = {
      at: new Date().toISOString(),
      level,
      ...(context !== undefined && { context }),
      ...fields,
      ...(typeof fields['error'] === 'string' && { error: withoutValues(fields['error']) }),
      ...(stack !== undefined && { stack: withoutValues(stack) }),
    };
    this.write(`${JSON.stringify(line)}\n`);
  }
}

const isFields = (message: unknown): message is Record<string, unknown> =>
  typeof message === 'object' && message !== null && !('stack' in message) && !Array.isArray(message);

const textOf = (message: unknown): string => {
  const { stack } = (message ?? {}) as { stack?: string };
  return stack === undefined ? String(message) : withoutValues(stack);
};
