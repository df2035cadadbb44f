import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { OpenAPIObject } from '@nestjs/swagger';
import { rejectionStatus } from '@gaita/contracts';
import type { z } from 'zod';
import { Routes } from '../identity/index.ts';
import type { Route } from '../identity/index.ts';
import { answers } from './answers.ts';
import type { JsonSchema } from './contract-schemas.ts';
import { contractSchemas, schemaOf } from './contract-schemas.ts';
import { schemasOfHandler } from './schemas-of-handler.ts';

type Operation = { [field: string]: unknown };

const described = /^\/api\/v1(\/|$)/;

/** The OpenAPI document of `/api/v1`: routes from the controllers, schemas from the contracts that they check by. */
export function describeApi(app: INestApplication): OpenAPIObject {
  const settings = new DocumentBuilder()
    .setTitle('Gaita')
    .setDescription(
      'What the web app uses. Times are milliseconds since 1970 in UTC. Send an Idempotency-Key with what must not happen twice.',
    )
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addBasicAuth()
    .addCookieAuth('gaita_session')
    .build();
  const document = SwaggerModule.createDocument(app, settings, {
    operationIdFactory: (controller, method) => `${controller}.${method}`,
  });
  const routes = new Map(
    app
      .get(Routes, { strict: false })
      .list()
      .map((route) => [route.handler, route]),
  );
  const paths = Object.entries(document.paths).filter(([path]) => described.test(path));
  for (const [, item] of paths)
    for (const operation of Object.values(item as Record<string, Operation>)) {
      const route = routes.get(String(operation['operationId']));
      if (route) complete(app, route, operation);
    }
  return {
    ...document,
    paths: Object.fromEntries(paths),
    components: {
      ...document.components,
      schemas: { ...contractSchemas(), refusal } as unknown as NonNullable<OpenAPIObject['components']>['schemas'] & object,
    },
  };
}

/** Body of every answer that refuses. */
const refusal: JsonSchema = {
  type: 'object',
  properties: {
    code: { type: 'string', examples: Object.keys(rejectionStatus) },
    message: { type: 'string', description: 'What was wrong, where, and what to do' },
    details: { type: 'object', additionalProperties: true },
  },
  required: ['code', 'message'],
};

function complete(app: INestApplication, route: Route, operation: Operation): void {
  const { body, query } = schemasOfHandler(app, route.handler);
  const answer = answers[route.handler];
  const path = ((operation['parameters'] ?? []) as { in: string }[]).filter((parameter) => parameter.in === 'path');
  operation['summary'] = answer?.summary;
  operation['parameters'] = [...path, ...(query ? queryParameters(query) : [])];
  operation['tags'] = [route.path.split('/')[3] ?? 'api'];
  if (body) operation['requestBody'] = { required: true, content: { 'application/json': { schema: schemaOf(body) } } };
  else delete operation['requestBody'];
  const [status] = Object.keys((operation['responses'] ?? { 200: {} }) as object);
  operation['responses'] = {
    [status ?? '200']: {
      description: 'Done',
      ...(answer?.schema && { content: { [answer.contentType ?? 'application/json']: { schema: schemaOf(answer.schema) } } }),
    },
    default: { description: 'Refused', content: { 'application/json': { schema: { $ref: '#/components/schemas/refusal' } } } },
  };
  const isPublic = route.permissions?.includes('public') ?? false;
  operation['security'] = isPublic ? [] : [{ basic: [] }, { cookie: [] }];
  operation['x-permissions'] = route.permissions;
}

function queryParameters(query: z.ZodType) {
  const inline = schemaOf(query);
  const name = typeof inline['$ref'] === 'string' ? inline['$ref'].split('/').at(-1)! : undefined;
  const { properties = {}, required = [] } = (name === undefined ? inline : contractSchemas()[name]) as {
    properties?: Record<string, JsonSchema>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([property, schema]) => ({
    name: property,
    in: 'query',
    required: required.includes(property),
    schema,
  }));
}
