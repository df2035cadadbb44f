import type { NestExpressApplication } from '@nestjs/platform-express';
import type { OpenAPIObject } from '@nestjs/swagger';
import { SwaggerModule } from '@nestjs/swagger';
import type { NextFunction, Request, Response } from 'express';
import { describeApi } from './describe-api.ts';

const path = '/api/docs';

/** `/api/docs`: the OpenAPI document, and for a browser a page to read it with, from files of our own. Needs no sign-in. */
export function serveApiDocs(app: NestExpressApplication): void {
  let made: OpenAPIObject | undefined;
  const document = () => (made ??= describeApi(app));
  app.use(path, (request: Request, response: Response, next: NextFunction) => {
    const asksForDocument = request.path === '/' && request.method === 'GET' && request.accepts(['json', 'html']) !== 'html';
    if (asksForDocument) response.json(document());
    else next();
  });
  SwaggerModule.setup(path, app, document, {
    jsonDocumentUrl: `${path}.json`,
    raw: ['json'],
    customSiteTitle: 'Gaita: /api/v1',
    // its badge would ask a server elsewhere
    swaggerOptions: { validatorUrl: null },
  });
}
