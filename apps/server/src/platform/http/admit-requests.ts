import { rejected } from '@gaita/contracts';
import type { NextFunction, Request, Response } from 'express';
import type { Admission } from './admission.ts';
import { refusal } from './refusal.ts';
import type { HeaderLines } from './security-headers.ts';

/** Seconds after which to come again. */
const comeAgain = '1';

/** These stay open until there is news, and wait for nobody here. */
const streams = /^\/(api\/v1\/live|engine-rest\/(engine\/[^/]+\/)?external-task\/fetchAndLock)$/;
/** Who wants to know whether they may come in at all has a room of their own: neither do they push others out nor others them. */
const signIn = /^\/api\/v1\/(session|sign-in-options)\b/;

const [body, status] = refusal(
  rejected(
    'overloaded',
    'The server has more to do than it can at the moment. Nothing was done; send the same again in a moment.',
  ),
);
const ownText = JSON.stringify(body);
/** As Camunda words an error, so that its clients read it. */
const camundaText = JSON.stringify({ type: 'RestException', message: body.message, code: null });

const upload = /^(multipart|application\/octet-stream)/;
/** Their bodies are read later, by who takes the file: as long as that takes, nothing waits for it here. */
const isUpload = ({ method, headers }: Request): boolean => method !== 'GET' && upload.test(headers['content-type'] ?? '');

export interface Rooms {
  readonly work: Admission;
  readonly signIn: Admission;
}

type Middleware = (request: Request, response: Response, next: NextFunction) => void;

/**
 * Refuses what would only wait before even its body is read: with two of three refused, what a refusal costs is taken from who was let
 * in. Before everything else; `lines` are the headers that every answer has, `refused` counts.
 */
export const refuseEarly =
  (rooms: Rooms, lines: HeaderLines, refused: () => void): Middleware =>
  (request, response, next) => {
    const path = pathOf(request);
    const isWork = path.startsWith('/api/') || path.startsWith('/engine-rest/');
    if (!isWork || streams.test(path) || roomFor(rooms, path).hasRoom()) return next();
    refused();
    refuse(response, path, lines);
  };

/**
 * Lets in once the body is here (who sends slowly takes nobody's room), or refuses after all. A request is in work until its answer
 * begins: who reads slowly takes nobody's room either.
 */
export const admitRequests =
  (rooms: Rooms, lines: HeaderLines, refused: () => void): Middleware =>
  (request, response, next) => {
    const path = pathOf(request);
    if (streams.test(path)) return next();
    const admission = roomFor(rooms, path);
    const comesLater = isUpload(request);
    if (comesLater && admission.hasRoom()) return next();
    const leave = comesLater ? undefined : admission.enter();
    if (leave) {
      atFirstByte(response, leave);
      return next();
    }
    refused();
    refuse(response, path, lines);
  };

const roomFor = (rooms: Rooms, path: string): Admission => (signIn.test(path) ? rooms.signIn : rooms.work);

const pathOf = ({ originalUrl }: Request): string => {
  const end = originalUrl.indexOf('?');
  return end < 0 ? originalUrl : originalUrl.slice(0, end);
};

/** One write of what is made already. */
const refuse = (response: Response, path: string, lines: HeaderLines): void => {
  const text = path.startsWith('/engine-rest') ? camundaText : ownText;
  response.writeHead(status, [
    ...lines.flat(),
    ...['Cache-Control', 'no-store', 'Retry-After', comeAgain],
    ...['Content-Type', 'application/json', 'Content-Length', String(Buffer.byteLength(text))],
  ]);
  response.end(text);
};

/** Also when the client has gone before. */
const atFirstByte = (response: Response, run: () => void): void => {
  response.once('close', run);
  const writeHead = response.writeHead.bind(response) as (...given: unknown[]) => Response;
  response.writeHead = (...given: unknown[]) => {
    run();
    return writeHead(...given);
  };
};
