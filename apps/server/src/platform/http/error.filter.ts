import { Catch, Logger } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { ErrorAnswer } from './error-answer.ts';
import { answerOf } from './error-answer.ts';

/** Answers everything that was thrown as `{ code, message, details }`, and logs what is not the caller's doing. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly log = new Logger('http');

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const told = answerOf(error);
    logAnswer(this.log, told, error, request);
    if (response.headersSent) response.end();
    else response.status(told.status).json(told.body);
  }
}

/** The route's pattern, never its values: ids and keys of people stay out of the log. */
export const logAnswer = (log: Logger, { log: entry, status }: ErrorAnswer, error: unknown, request: Request): void => {
  if (!entry) return;
  const { path } = (request.route ?? {}) as { path?: string };
  const fields = {
    message: 'request failed',
    method: request.method,
    route: path ?? 'unknown',
    status,
    ...(entry.reference !== undefined && { reference: entry.reference }),
    error: describe(error),
  };
  if (entry.level === 'error') log.error(fields);
  else log.warn(fields);
};

const describe = (error: unknown): string => {
  const { stack, message } = (error ?? {}) as { stack?: string; message?: string };
  return stack ?? message ?? String(error);
};
