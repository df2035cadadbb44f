import { applyDecorators, Controller, UseFilters } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { CamundaErrorsFilter } from './camunda-errors.filter.ts';

/** A controller of this dialect, with Camunda's answers and refusals. */
export const EngineRestController = (path: string): ClassDecorator =>
  applyDecorators(Controller(`engine-rest/${path}`), UseFilters(CamundaErrorsFilter));

/** Camunda's engines have names; the only one here answers to `default` as well. */
export function acceptEngineName(request: Request, _: Response, next: NextFunction): void {
  request.url = request.url.replace(/^\/engine-rest\/engine\/default(?=[/?]|$)/, '/engine-rest');
  next();
}
