import type { Request } from 'express';
import type { Link } from '../repository/definition-views.ts';

/** The address of what a request made. */
export const selfLink = (request: Request, path: string): Link => ({
  method: 'GET',
  href: `${request.protocol}://${request.get('host') ?? 'localhost'}/engine-rest/${path}`,
  rel: 'self',
});
