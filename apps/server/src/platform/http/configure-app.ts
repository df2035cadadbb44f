import { Logger } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import express from 'express';
import type { NextFunction, Request, Response } from 'express';
import { ZodValidationPipe } from 'nestjs-zod';
import { Config } from '../config.ts';
import { Metrics } from '../metrics.ts';
import { Admission } from './admission.ts';
import { admitRequests, refuseEarly } from './admit-requests.ts';
import { answerPlainly } from './answer-plainly.ts';
import { EventLoopMeter } from './load-meter.ts';
import { answerOf } from './error-answer.ts';
import { ErrorFilter, logAnswer } from './error.filter.ts';
import { readBody } from './read-body.ts';
import { Readiness } from './readiness.ts';
import type { HeaderLines } from './security-headers.ts';
import { securityHeaders } from './security-headers.ts';
import { usableBody } from './usable-body.ts';

/** Milliseconds: longer than a proxy keeps one that is idle (docker/proxy: 60 s), or it would send into one that ends at that moment. */
const keepConnections = 75_000;

/**
 * What every request passes: headers, body limits, measures; and what every answer looks like. The app is created with
 * `bodyParser: false`. `/health/*` and `/metrics` are answered before sign-in, so that they work when that does not.
 * @param refuseOthers adds handlers of errors that a feature words otherwise
 */
export const configureApp = (app: NestExpressApplication, refuseOthers?: (app: NestExpressApplication) => void): void => {
  app.disable('x-powered-by');
  app.set('trust proxy', app.get(Config).trustProxy);
  // nobody keeps the answers that it would be for
  app.set('etag', false);
  app.getHttpServer().keepAliveTimeout = keepConnections;
  const headers = securityHeaders(app.get(Config).publicUrl.startsWith('https:'));
  const rooms = { work: app.get(Admission), signIn: new Admission(new EventLoopMeter()) };
  const refused = () => app.get(Metrics).refused();
  app.use(refuseEarly(rooms, headers, refused));
  app.use(setHeaders(headers));
  app.use(measure(app.get(Metrics)));
  app.use(['/api', '/engine-rest'], keepNothing);
  app.use('/health', health(app.get(Readiness)));
  app.use('/metrics', metrics(app.get(Metrics)));
  app.use(readBody());
  app.use(usableBody);
  refuseOthers?.(app);
  app.use(unreadableBody);
  // once the body is here: who sends slowly takes nobody's room
  app.use(['/api', '/engine-rest'], admitRequests(rooms, headers, refused));
  app.useGlobalPipes(new ZodValidationPipe());
  answerPlainly(app.getHttpAdapter());
  app.useGlobalFilters(new ErrorFilter());
};

const setHeaders = (lines: HeaderLines) => (_request: Request, response: Response, next: NextFunction) => {
  for (const [name, value] of lines) response.setHeader(name, value);
  next();
};

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
