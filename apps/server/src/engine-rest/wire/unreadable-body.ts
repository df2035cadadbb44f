import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { answerOf } from '../../platform/http/error-answer.ts';
import { sendExactJson } from '../../platform/http/exact-json.ts';

/** What cannot be read under `/engine-rest` is refused in Camunda's form. */
export function refuseUnreadableBodies(app: NestExpressApplication): void {
  app.use('/engine-rest', (error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    const { status, body } = answerOf(error);
    sendExactJson(response, status, { type: 'InvalidRequestException', message: body.message, code: null });
  });
}
