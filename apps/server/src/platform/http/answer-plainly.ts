import { StreamableFile } from '@nestjs/common';
import { isRejection } from '@gaita/contracts';
import type { Response } from 'express';
import { sendExactJson } from './exact-json.ts';
import { RejectedRequest } from './rejected-request.ts';

/** The part of Nest's adapter that sends what a handler has returned. */
interface Replying {
  reply(response: Response, body: unknown, status?: number): unknown;
}

const camunda = '/engine-rest/';

/**
 * What handlers return becomes the answer: a `Rejection` its status and `{ code, message, details }` (or what the route's filter makes
 * of it), everything else JSON; under `/engine-rest` with the exact content type that its clients compare. In place of interceptors, which
 * cost more than the rest of the way through Nest.
 */
export function answerPlainly(adapter: Replying): void {
  const reply = adapter.reply.bind(adapter);
  adapter.reply = (response, body, status) => {
    if (isRejection(body)) throw new RejectedRequest(body);
    if (body instanceof StreamableFile || response.getHeader('Content-Type') !== undefined) return reply(response, body, status);
    if (status !== undefined) response.statusCode = status;
    if (body === undefined) return response.end();
    const { path } = (response.req.route ?? {}) as { path?: unknown };
    if (typeof path === 'string' && path.startsWith(camunda)) return sendExactJson(response, response.statusCode, body);
    if (typeof body !== 'object' || body === null || body instanceof Error) return reply(response, body, status);
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    return response.end(JSON.stringify(body));
  };
}
