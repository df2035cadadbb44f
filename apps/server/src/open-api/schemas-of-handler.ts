import type { INestApplication } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { z } from 'zod';
import { ZodPipe } from '../platform/http/zod-pipe.ts';

/** Where Nest keeps what a handler's parameters are, and the kinds that a client fills in. */
const PARAMETERS = '__routeArguments__';
const kinds = { body: 3, query: 4 } as const;

/** The schemas by which a handler checks its body and query. @param handler `CasesController.list` */
export function schemasOfHandler(app: INestApplication, handler: string): { body?: z.ZodType; query?: z.ZodType } {
  const [controller, method = ''] = handler.split('.');
  const found = app
    .get(DiscoveryService, { strict: false })
    .getControllers()
    .find(({ name }) => name === controller);
  const parameters = (found?.metatype && Reflect.getMetadata(PARAMETERS, found.metatype, method)) as
    Readonly<Record<string, { readonly pipes: readonly unknown[] }>> | undefined;
  const schema = (kind: number): z.ZodType | undefined =>
    Object.entries(parameters ?? {})
      .filter(([key]) => key.startsWith(`${kind}:`))
      .flatMap(([, { pipes }]) => pipes)
      .find((pipe) => pipe instanceof ZodPipe)?.schema;
  const [body, query] = [schema(kinds.body), schema(kinds.query)];
  return { ...(body && { body }), ...(query && { query }) };
}
