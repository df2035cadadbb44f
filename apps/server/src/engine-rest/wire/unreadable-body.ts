import type { NestExpressApplication } from '@nestjs/platform-express';
import express from 'express';
import type { NextFunction, Request, Response } from 'express';
import { answerOf } from '../../platform/http/error-answer.ts';
import { sendExactJson } from '../../platform/http/exact-json.ts';
import { usableBody } from '../../platform/http/usable-body.ts';

/** Variables of a case may be large. */
const largestBody = '6mb';

/** Bodies under `/engine-rest` are read first, so that what cannot be read is refused in Camunda's form. */
export function readEngineRestBodies(app: NestExpressApplication): void {
  app.use('/engine-rest', express.json({ limit: largestBody }), usableBody);
  app.use('/engine-rest', (error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    const { status, body } = answerOf(error);
    sendExactJson(response, status, { type: 'InvalidRequestException', message: body.message, code: null });
  });
}
