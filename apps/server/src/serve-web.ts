import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import express from 'express';
import type { NextFunction, Request, Response } from 'express';

/** Paths that belong to the server; every other path without a file is a page of the web app. */
const served = /^\/(api|engine-rest|health|metrics|\.well-known)(\/|$)/;

/** The built web app from the server's own port. */
export function serveWeb(app: NestExpressApplication, folder: string): void {
  const page = join(folder, 'index.html');
  if (!existsSync(page)) return;
  app.use('/assets', assets(join(folder, 'assets')));
  app.use(express.static(folder, { index: false, setHeaders: notKept }));
  app.use((request: Request, response: Response, next: NextFunction) => {
    if (served.test(request.path) || (request.method !== 'GET' && request.method !== 'HEAD')) return next();
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile(page);
  });
}

const endings = { br: '.br', gzip: '.gz' } as const;

/** Files whose names hold a hash of what is in them: kept for ever by whoever has them, sent as the build has compressed them. */
function assets(folder: string): express.Router {
  const names = existsSync(folder) ? new Set(readdirSync(folder)) : new Set<string>();
  const send = express.static(folder, { immutable: true, maxAge: '1y', fallthrough: false, index: false });
  const router = express.Router();
  router.use((request, response, next) => {
    const name = request.path.slice(1);
    const there = (['br', 'gzip'] as const).filter((each) => names.has(name + endings[each]));
    if (there.length === 0) return send(request, response, next);
    response.vary('Accept-Encoding');
    const encoding = there.find((each) => request.acceptsEncodings(each));
    if (!encoding) return send(request, response, next);
    response.type(name.slice(name.lastIndexOf('.')));
    response.setHeader('Content-Encoding', encoding);
    request.url = request.url.replace(name, name + endings[encoding]);
    send(request, response, next);
  });
  return router;
}

/** Pages name the assets of this version, so they are asked for anew each time. */
function notKept(response: { setHeader(name: string, value: string): unknown }, path: string): void {
  if (path.endsWith('.html')) response.setHeader('Cache-Control', 'no-cache');
}
