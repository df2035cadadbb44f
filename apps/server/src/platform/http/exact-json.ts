import type { Response } from 'express';

/** Clients of Camunda compare the content type with exactly `application/json`; Express would add a charset. */
export const sendExactJson = (response: Response, status: number, body: unknown): void => {
  response.statusCode = status;
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify(body));
};
