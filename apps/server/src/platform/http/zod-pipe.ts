import { HttpException } from '@nestjs/common';
import type { PipeTransform } from '@nestjs/common';
import { rejected } from '@gaita/contracts';
import type { z } from 'zod';
import { refusal } from './refusal.ts';

/** `@Body(new ZodPipe(schema))`: the parsed value, or 400 with the path of everything that is wrong. */
export class ZodPipe<T extends z.ZodType> implements PipeTransform<unknown, z.output<T>> {
  /** What the API's description tells of the body or query. */
  readonly schema: T;

  constructor(schema: T) {
    this.schema = schema;
  }

  transform(value: unknown): z.output<T> {
    const parsed = this.schema.safeParse(value ?? {});
    if (parsed.success) return parsed.data;
    throw new HttpException(...invalidRequest(parsed.error));
  }
}

/** A refusal that lists each finding as `{ path: 'variables.amount', message }`. */
export const invalidRequest = (error: z.ZodError) => {
  const problems = error.issues.map((issue) => ({ path: issue.path.map(String).join('.'), message: issue.message }));
  const first = problems[0];
  const where = first && first.path !== '' ? `${first.path}: ` : '';
  return refusal(rejected('invalid-request', `The request is not valid. ${where}${first?.message ?? ''}`.trim(), { problems }));
};
