import { randomUUID } from 'node:crypto';
import { HttpException } from '@nestjs/common';
import type { z } from 'zod';
import { DuplicateRow, OperationalError, UnfitValue } from '../errors.ts';
import type { RefusalBody } from './refusal.ts';
import { invalidRequest } from './zod-pipe.ts';

export interface ErrorAnswer {
  readonly status: number;
  readonly body: RefusalBody;
  /** What to write down besides, when it is not the caller's doing. */
  readonly log?: { readonly level: 'warn' | 'error'; readonly reference?: string };
}

const codeOfStatus: Readonly<Record<number, string>> = {
  400: 'invalid-request',
  401: 'not-signed-in',
  403: 'not-allowed',
  404: 'not-found',
  405: 'method-not-allowed',
  408: 'request-timeout',
  409: 'version-conflict',
  413: 'too-large',
  415: 'unsupported-media-type',
  422: 'invalid-request',
  429: 'too-many-requests',
};

/** What the caller is told of anything that a handler threw. Nothing of the inside goes out: the reference finds it in the log. */
export const answerOf = (error: unknown): ErrorAnswer => {
  const zodError = (error as { getZodError?: () => z.ZodError } | null)?.getZodError?.();
  if (zodError) return answer(...invalidRequest(zodError));
  if (error instanceof HttpException) return ofHttpException(error);
  if (isBodyParserError(error)) return ofBodyParser(error);
  if (error instanceof DuplicateRow) {
    return answer({ code: 'version-conflict', message: 'Somebody else was faster with the same. Look at it again.' }, 409);
  }
  if (error instanceof UnfitValue)
    return answer({ code: 'invalid-request', message: `The request is not valid. ${error.message}` }, 400);
  if (error instanceof OperationalError) {
    const body = { code: 'temporarily-unavailable', message: 'The server cannot do this at the moment. Try again in a moment.' };
    return { status: 503, body, log: { level: 'warn' } };
  }
  const reference = randomUUID().slice(0, 8);
  const body = {
    code: 'internal-error',
    message: `Something went wrong on the server. If it happens again, report the reference ${reference}.`,
    details: { reference },
  };
  return { status: 500, body, log: { level: 'error', reference } };
};

const answer = (body: RefusalBody, status: number): ErrorAnswer => ({ status, body });

const ofHttpException = (error: HttpException): ErrorAnswer => {
  const status = error.getStatus();
  const response = error.getResponse();
  if (typeof response === 'object' && typeof (response as { code?: unknown }).code === 'string') {
    return answer(response as RefusalBody, status);
  }
  const code = codeOfStatus[status] ?? (status < 500 ? 'invalid-request' : 'internal-error');
  return { status, body: { code, message: error.message }, ...(status >= 500 && { log: { level: 'error' as const } }) };
};

/** Express's parsers throw errors with a status; a type tells what, where they found it themselves (not in what zlib says). */
interface BodyParserError {
  readonly type?: string;
  readonly status: number;
}
const isBodyParserError = (error: unknown): error is BodyParserError => {
  const { status, expose } = (error ?? {}) as { status?: unknown; expose?: unknown };
  return expose === true && typeof status === 'number' && status >= 400 && status < 500;
};

const ofBodyParser = ({ type, status }: BodyParserError): ErrorAnswer => {
  if (type === 'entity.too.large')
    return answer({ code: 'too-large', message: 'The request is larger than the server takes.' }, 413);
  if (type === 'entity.parse.failed') return answer({ code: 'invalid-request', message: 'The body is not valid JSON.' }, 400);
  return answer({ code: codeOfStatus[status] ?? 'invalid-request', message: 'The body of the request cannot be read.' }, status);
};
