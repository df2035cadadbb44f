import { createHash } from 'node:crypto';
import { createParamDecorator, HttpException, Injectable } from '@nestjs/common';
import type { ExecutionContext, PipeTransform } from '@nestjs/common';
import { rejected } from '@gaita/contracts';
import type { Request } from 'express';
import { Ids } from '../ids.ts';
import type { Command } from '../write-plan.ts';
import { refusal } from './refusal.ts';

/** A request after the guard of sign-in and after the parsers of its body. */
type WorkedRequest = Request & { actor?: { readonly account: string }; files?: unknown; file?: unknown };

const longestKey = 191;

/** Makes the command of a request: a new id, who asks, and what tells a repetition from another request. */
@Injectable()
export class CommandOfRequest implements PipeTransform<WorkedRequest, Command> {
  private readonly ids: Ids;

  constructor(ids: Ids) {
    this.ids = ids;
  }

  transform(request: WorkedRequest): Command {
    const id = this.ids.next();
    const account = request.actor?.account;
    const idempotencyKey = request.headers['idempotency-key'];
    if (idempotencyKey !== undefined) checkKey(idempotencyKey);
    // who is nobody in particular owns no keys: another nobody could fetch the answer
    if (account === undefined || typeof idempotencyKey !== 'string') return { id, account: account ?? 'anonymous' };
    return { id, account, idempotencyKey, hash: hashOf(request) };
  }
}

const checkKey = (value: string | string[]): void => {
  if (typeof value === 'string' && value.length > 0 && value.length <= longestKey) return;
  throw new HttpException(
    ...refusal(rejected('invalid-request', `The Idempotency-Key must have 1 to ${longestKey} characters.`)),
  );
};

const hashOf = (request: WorkedRequest): string => {
  const hash = createHash('sha256').update(`${request.method} ${request.originalUrl}\n`);
  hash.update(JSON.stringify(request.body ?? null));
  for (const file of [request.file, request.files].flat()) {
    const { originalname, buffer } = (file ?? {}) as { originalname?: string; buffer?: Buffer };
    if (buffer) hash.update(`\n${originalname}\n`).update(buffer);
  }
  return hash.digest('base64url');
};

const requestOf = createParamDecorator((_: unknown, context: ExecutionContext) =>
  context.switchToHttp().getRequest<WorkedRequest>(),
);

/** The request's `Command` as a parameter of a handler that changes something. */
export const CurrentCommand = (): ParameterDecorator => requestOf(CommandOfRequest);
