import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { Catch, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import { failureOf } from './failure.ts';

/** Answers every failure as `{code, message, details?, reference?}` and logs what is more than a refusal. */
@Catch()
export class FailuresFilter implements ExceptionFilter {
  private readonly log = new Logger('http');

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const request = host.switchToHttp().getRequest<Request>();
    const { level, status, ...body } = failureOf(error);
    if (level !== 'debug') {
      const cause = error instanceof Error ? error : new Error(String(error));
      const route = `${request.method} ${request.route?.path ?? request.path}`;
      this.log[level]({
        message: 'request failed',
        route,
        status,
        reference: body.reference,
        error: cause.message,
        stack: cause.stack,
      });
    }
    if (response.headersSent) {
      response.end();
      return;
    }
    response.status(status).json(body);
  }
}
