import { rejected } from '@gaita/contracts';
import type { NextFunction, Request, Response } from 'express';
import { RejectedRequest } from './rejected-request.ts';

/** What reads and writes values afterwards recurses into them; no data of a case comes near this. */
export const deepest = 200;

/** Whether lists and objects stand in each other more than `deepest` times. Never recurses. */
export const isTooDeep = (value: unknown): boolean => {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? [item] : []));
    if (level.length > 0 && depth >= deepest) return true;
    level = level.flatMap((item) => Object.values(item as object));
  }
  return false;
};

/** Refuses a parsed body that nobody could handle without running out of stack. */
export const nestedBody = (request: Request, _response: Response, next: NextFunction): void => {
  if (!isTooDeep(request.body)) return next();
  const message = `The body nests lists and objects more than ${deepest} deep. Send flatter values.`;
  next(new RejectedRequest(rejected('invalid-request', message)));
};
