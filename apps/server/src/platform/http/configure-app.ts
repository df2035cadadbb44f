import { Logger } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import express from 'express';
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import { ZodValidationPipe } from 'nestjs-zod';
import { Config } from '../config.ts';
import { Metrics } from '../metrics.ts';
import { answerOf } from './error-answer.ts';
import { ErrorFilter, logAnswer } from './error.filter.ts';
import { Readiness } from './readiness.ts';
import { RejectionInterceptor } from './rejection.interceptor.ts';
import { usableBody } from './usable-body.ts';

/** Variables of a case may be large; a model is checked against 2 MB by whoever reads it. */
const largestBody = '6mb';

/**
 * What every request passes: headers, body limits, measures; and what every answer looks like. The app is created with
 * `bodyParser: false`. `/health/*` and `/metrics` are answered before sign-in, so that they work when that does not.
 */
export const configureApp = (app: NestExpressApplication): void => {
  app.disable('x-powered-by');
  app.set('trust proxy', app.get(Config).trustProxy);
  app.use(helmet(securityHeaders(app.get(Config).publicUrl.startsWith('https:'))));
  app.use(measure(app.get(Metrics)));
  app.use(['/api', '/engine-rest'], keepNothing);
  app.use('/health', health(app.get(Readiness)));
  app.use('/metrics', metrics(app.get(Metrics)));
  app.use(express.json({ limit: largestBody, type: ['application/json', 'application/*+json'] }));
  app.use(express.urlencoded({ limit: '100kb', extended: false }));
  app.use(usableBody);
  app.use(unreadableBody);
  app.useGlobalPipes(new ZodValidationPipe());
  app.useGlobalInterceptors(new RejectionInterceptor());
  app.useGlobalFilters(new ErrorFilter());
};

/**
 * Scripts only from here: the modeller, the forms and the kernel's worker are bundled. Styles may stand in elements, as
 * diagrams, FEEL editors and form-js set them; pictures and fonts may be data.
 */
const securityHeaders = (secure: boolean): Parameters<typeof helmet>[0] => ({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      workerSrc: ["'self'", 'blob:'],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      fontSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      objectSrc: ["'none'"],
      baseUri: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      ...(secure && { upgradeInsecureRequests: [] }),
    },
  },
  strictTransportSecurity: secure,
  referrerPolicy: { policy: 'same-origin' },
});

/** Answers hold personal data: no browser or proxy keeps them. */
const keepNothing = (_request: Request, response: Response, next: NextFunction) => {
  response.setHeader('Cache-Control', 'no-store');
  next();
};

const measure = (metrics: Metrics) => (request: Request, response: Response, next: NextFunction) => {
  const started = performance.now();
  response.once('finish', () => {
    const { path } = (request.route ?? {}) as { path?: unknown };
    // the pattern, not the address: each case's own address would be a series of its own
    const route = typeof path === 'string' ? path : 'other';
    metrics.requests.observe(
      { method: request.method, route, status: response.statusCode },
      (performance.now() - started) / 1000,
    );
  });
  next();
};

const health = (readiness: Readiness) => {
  const router = express.Router();
  router.get('/live', (_, response) => void response.json({ status: 'live' }));
  router.get('/ready', async (_, response) => {
    const missing = await readiness.missing();
    if (missing.length === 0) response.json({ status: 'ready' });
    else response.status(503).json({ status: 'not-ready', missing });
  });
  return router;
};

const metrics = ({ registry }: Metrics) => {
  const router = express.Router();
  router.get('/', async (_, response) => void response.type(registry.contentType).send(await registry.metrics()));
  return router;
};

const log = new Logger('http');

/** Parsers fail before Nest has the request, so that its filter does not see it. */
const unreadableBody = (error: unknown, request: Request, response: Response, _next: NextFunction) => {
  const told = answerOf(error);
  logAnswer(log, told, error, request);
  response.status(told.status).json(told.body);
};
