import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { Defect } from '../platform/errors.ts';
import type { Permission } from './allow.ts';
import { PERMISSIONS } from './allow.ts';

/** Where Nest keeps a handler's path and method. */
const PATH = 'path';
const METHOD = 'method';
const methodNames = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'ALL', 'OPTIONS', 'HEAD'];

/** A route handler as it is declared. */
export interface Route {
  /** `SessionController.signIn` */
  readonly handler: string;
  readonly method: string;
  readonly path: string;
  /** Undefined: nobody said who may call it. */
  readonly permissions: readonly Permission[] | undefined;
}

/** Lists the routes of all controllers, and refuses to start the server while one of them does not say who may call it. */
@Injectable()
export class Routes implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onModuleInit(): void {
    const open = this.list().filter(({ permissions }) => permissions === undefined);
    if (open.length > 0) {
      throw new Defect(`Nobody says who may call ${open.map(({ handler }) => handler).join(', ')}: add @Allow(…).`);
    }
  }

  list(): Route[] {
    return this.discovery.getControllers().flatMap(({ metatype }) => {
      if (typeof metatype !== 'function') return [];
      const prototype = metatype.prototype as Record<string, object>;
      return this.scanner
        .getAllMethodNames(prototype)
        .filter((name) => Reflect.hasMetadata(PATH, prototype[name]!))
        .map((name) => routeOf(metatype, name, prototype[name]!));
    });
  }
}

// eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- Nest gives a controller's class as Function
function routeOf(controller: Function, name: string, handler: object): Route {
  const base: unknown = Reflect.getMetadata(PATH, controller);
  const paths = [base, Reflect.getMetadata(PATH, handler)].flat().map(String);
  return {
    handler: `${controller.name}.${name}`,
    method: methodNames[Number(Reflect.getMetadata(METHOD, handler))] ?? 'ALL',
    path: `/${paths
      .map((path) => path.replaceAll(/^\/|\/$/g, ''))
      .filter(Boolean)
      .join('/')}`,
    permissions: Reflect.getMetadata(PERMISSIONS, handler) as readonly Permission[] | undefined,
  };
}
