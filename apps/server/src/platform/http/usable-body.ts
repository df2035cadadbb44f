import { rejected } from '@gaita/contracts';
import type { NextFunction, Request, Response } from 'express';
import { RejectedRequest } from './rejected-request.ts';

/** What reads and writes values afterwards recurses into them; no data of a case comes near this. */
const deepest = 200;

/** Why nobody can handle a value; never recurses. Undefined when it can be handled. */
export const unusable = (value: unknown): string | undefined => {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    const holders = level.filter((item) => typeof item === 'object' && item !== null);
    if (holders.length > 0 && depth >= deepest)
      return `Lists and objects are nested more than ${deepest} deep. Send flatter values.`;
    // it would be lost wherever an object is copied
    if (holders.some((item) => Object.hasOwn(item, '__proto__'))) return 'The name __proto__ cannot be used. Choose another.';
    level = holders.flatMap((item) => Object.values(item));
  }
  return undefined;
};

/** Refuses a parsed body that cannot be handled, or only in part. */
export const usableBody = (request: Request, _response: Response, next: NextFunction): void => {
  const reason = unusable(request.body);
  if (reason === undefined) return next();
  next(new RejectedRequest(rejected('invalid-request', `The request is not valid. ${reason}`)));
};
