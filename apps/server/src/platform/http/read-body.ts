import express from 'express';
import type { NextFunction, Request, RequestHandler } from 'express';

/** Variables of a case may be large; a model is checked against 2 MB by whoever reads it. */
const largest = '6mb';
/** Bodies up to so many bytes are read here, without the parser's care for encodings, which costs more than all the rest of reading. */
const small = 65_536;
const plainJson = /^application\/json(; ?charset=utf-8)?$/i;
const formType = /^application\/x-www-form-urlencoded/i;

/** Puts the parsed body at `request.body`, JSON or form; others are read by who wants them. Passes on errors as Express's parsers do. */
export function readBody(): RequestHandler {
  const json = express.json({ limit: largest, type: ['application/json', 'application/*+json'] });
  const form = express.urlencoded({ limit: '100kb', extended: false });
  return (request, response, next) => {
    const type = request.headers['content-type'];
    if (type === undefined) next();
    else if (isSmall(request) && plainJson.test(type)) readSmall(request, next);
    else if (formType.test(type)) form(request, response, next);
    else json(request, response, next);
  };
}

const isSmall = ({ headers }: Request): boolean =>
  headers['content-encoding'] === undefined && Number(headers['content-length'] ?? Infinity) <= small;

function readSmall(request: Request, next: NextFunction): void {
  const chunks: Buffer[] = [];
  let isOver = false;
  const end = (error?: unknown) => {
    if (isOver) return;
    isOver = true;
    next(error);
  };
  request.on('data', (chunk: Buffer) => void chunks.push(chunk));
  request.once('end', () => {
    try {
      request.body = parse((chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)).toString());
    } catch (error) {
      return end(refused('entity.parse.failed', error));
    }
    end();
  });
  request.once('error', (error) => end(refused('request.aborted', error)));
}

/** As Express reads it: nothing is an empty object, and only objects and lists are bodies. */
function parse(text: string): unknown {
  if (text === '') return {};
  const value: unknown = JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  if (typeof value !== 'object' || value === null) throw new SyntaxError('neither an object nor a list');
  return value;
}

const refused = (type: string, cause: unknown): Error =>
  Object.assign(new Error('The body cannot be read', { cause }), { type, status: 400, expose: true });
