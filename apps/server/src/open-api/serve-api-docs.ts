import type { NestExpressApplication } from '@nestjs/platform-express';
import type { OpenAPIObject } from '@nestjs/swagger';
import { SwaggerModule } from '@nestjs/swagger';
import { isRejection } from '@gaita/contracts';
import type { NextFunction, Request, Response } from 'express';
import { Authenticator } from '../identity/index.ts';
import { describeApi } from './describe-api.ts';

const path = '/api/docs';

/** `/api/docs`: the OpenAPI document, and for a browser a page to read it with, from files of our own; for who is signed in. */
export function serveApiDocs(app: NestExpressApplication): void {
  let made: OpenAPIObject | undefined;
  const document = () => (made ??= describeApi(app));
  const asksForPage = (request: Request) => request.accepts(['json', 'html']) === 'html';
  app.use([path, `${path}.json`], (request: Request, response: Response, next: NextFunction) => {
    void app
      .get(Authenticator)
      .identify(request)
      .then((found) => {
        if (found && !isRejection(found)) next();
        else if (asksForPage(request)) response.redirect(`/sign-in?${new URLSearchParams({ return: path })}`);
        else response.status(401).json({ code: 'not-signed-in', message: 'Sign in first.' });
      })
      .catch(next);
  });
  app.use(path, (request: Request, response: Response, next: NextFunction) => {
    const asksForDocument = request.path === '/' && request.method === 'GET' && !asksForPage(request);
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
