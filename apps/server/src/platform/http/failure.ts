import { randomUUID } from 'node:crypto';
import { HttpException } from '@nestjs/common';
import { OperationalError } from '../errors.ts';
import { InvalidRequest } from './invalid-request.ts';
import { RejectedRequest } from './rejected-request.ts';

/** What a failed request is answered, whatever the dialect. */
export interface Failure {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly details?: { readonly [name: string]: unknown };
  /** Set on defects: found again in the log. */
  readonly reference?: string;
  readonly level: 'debug' | 'warn' | 'error';
}

/** Kind fixes status and level: refusal 4xx, operational 503, defect 500. */
export function failureOf(error: unknown): Failure {
  if (error instanceof RejectedRequest) {
    const { code, message, details } = error.rejection;
    return { status: error.getStatus(), code, message, level: 'debug', ...(details && { details: { ...details } }) };
  }
  if (error instanceof InvalidRequest)
    return {
      status: 400,
      code: 'invalid-request',
      message: error.message,
      details: { findings: error.findings },
      level: 'debug',
    };
  if (error instanceof HttpException) {
    const status = error.getStatus();
    return { status, code: codeOf(status), message: error.message, level: status >= 500 ? 'error' : 'debug' };
  }
  const parser = parserFailure(error);
  if (parser) return parser;
  if (error instanceof OperationalError)
    return {
      status: 503,
      code: 'too-busy',
      message: 'The server cannot do this at the moment. Try again shortly.',
      level: 'warn',
    };
  const reference = randomUUID().slice(0, 8);
  return {
    status: 500,
    code: 'defect',
    message: `Something went wrong on the server. Tell the administrator the code ${reference}.`,
    reference,
    level: 'error',
  };
}

/** Errors of the body parsers carry `status` and `type`. */
function parserFailure(error: unknown): Failure | undefined {
  const { status, type } = (typeof error === 'object' && error !== null ? error : {}) as { status?: unknown; type?: unknown };
  if (typeof status !== 'number' || status < 400 || status >= 500 || typeof type !== 'string') return undefined;
  if (type === 'entity.too.large')
    return { status: 413, code: 'too-large', message: 'The request is too large.', level: 'debug' };
  const message = type === 'entity.parse.failed' ? 'The body is not valid JSON.' : (error as Error).message;
  return { status, code: 'invalid-request', message, level: 'debug' };
}

const codeOf = (status: number): string =>
  ({
    400: 'invalid-request',
    401: 'not-signed-in',
    403: 'not-allowed',
    404: 'not-found',
    409: 'version-conflict',
    413: 'too-large',
    429: 'too-busy',
  })[status] ?? (status >= 500 ? 'too-busy' : 'invalid-request');
