import { createHash, randomUUID } from 'node:crypto';
import type { ExecutionContext } from '@nestjs/common';
import { BadRequestException, createParamDecorator } from '@nestjs/common';
import type { Request } from 'express';
import type { Command } from '../write-plan.ts';

/** A request that a guard has tied to an account. */
interface RequestOfAccount extends Request {
  readonly actor?: { readonly account: string };
}

const longestKey = 191;

/** The request as a command: who asks, under which `Idempotency-Key`, with the hash of method, path and body. */
export const CurrentCommand = createParamDecorator((_: unknown, context: ExecutionContext): Command => {
  const request = context.switchToHttp().getRequest<RequestOfAccount>();
  const account = request.actor?.account ?? 'anonymous';
  const idempotencyKey = request.get('idempotency-key');
  const id = randomUUID();
  if (idempotencyKey === undefined) return { id, account };
  if (idempotencyKey.length === 0 || idempotencyKey.length > longestKey)
    throw new BadRequestException(`Idempotency-Key must have 1 to ${longestKey} characters.`);
  const hash = createHash('sha256')
    .update(`${request.method} ${request.originalUrl}\n${JSON.stringify(request.body ?? null)}`)
    .digest('base64url');
  return { id, account, idempotencyKey, hash };
});
