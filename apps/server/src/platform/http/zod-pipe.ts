import type { PipeTransform } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { InvalidRequest } from './invalid-request.ts';

/** Reads a body, query or parameter by its schema; what does not fit is answered 400 with the path of each finding. */
@Injectable()
export class ZodPipe<S extends z.ZodType> implements PipeTransform<unknown, z.infer<S>> {
  constructor(private readonly schema: S) {}

  transform(value: unknown): z.infer<S> {
    const parsed = this.schema.safeParse(value ?? {});
    if (parsed.success) return parsed.data;
    throw new InvalidRequest(parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })));
  }
}
