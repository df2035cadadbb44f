import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { Defect } from '../platform/errors.ts';
import type { Actor } from './actor.ts';

/** A request after the guard: `actor` is absent on public routes, where nobody asks who it is. */
export interface RequestOfActor extends Request {
  actor?: Actor;
}

/** The signed-in person, as a parameter of a handler that is not public. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<RequestOfActor>();
  if (!actor) throw new Defect('A public route asked for the signed-in person.');
  return actor;
});
