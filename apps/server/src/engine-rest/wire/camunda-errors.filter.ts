import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { Catch, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import { answerOf } from '../../platform/http/error-answer.ts';
import { logAnswer } from '../../platform/http/error.filter.ts';
import { sendExactJson } from '../../platform/http/exact-json.ts';
import { RejectedRequest } from '../../platform/http/rejected-request.ts';
import { CamundaError, refusal } from './camunda-error.ts';

/** Sends every failure of a route of this dialect in Camunda's form. */
@Catch()
export class CamundaErrorsFilter implements ExceptionFilter {
  private readonly log = new Logger('engine-rest');

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const { status, body } = this.camundaError(error, host.switchToHttp().getRequest<Request>());
    if (response.headersSent) response.end();
    else sendExactJson(response, status, body);
  }

  private camundaError(error: unknown, request: Request): CamundaError {
    if (error instanceof CamundaError) return error;
    if (error instanceof RejectedRequest) return refusal(error.rejection);
    const told = answerOf(error);
    logAnswer(this.log, told, error, request);
    const { message, details } = told.body;
    const type = types[told.status] ?? 'ProcessEngineException';
    return new CamundaError(told.status, { type, message, code: told.status < 500 ? null : 0, ...(details && { details }) });
  }
}

/** What Nest, the parsers and the guard refuse before a handler is asked. */
const types: { readonly [status: number]: string } = {
  400: 'InvalidRequestException',
  401: 'NotAuthorizedException',
  403: 'AuthorizationException',
  404: 'NotFoundException',
  413: 'InvalidRequestException',
  415: 'NotSupportedException',
};
