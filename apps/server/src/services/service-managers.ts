import type { OnModuleInit } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { ResolvePeople } from '../instances/index.ts';
import { ServiceRegistry } from './registry.ts';

/** Models say `manager-of-service:<service id>` for the person who is on record as the service's manager. */
@Injectable()
export class ServiceManagers implements OnModuleInit {
  constructor(
    private readonly registry: ServiceRegistry,
    private readonly people: ResolvePeople,
  ) {}

  onModuleInit(): void {
    this.people.register('manager-of-service', async (institution, service) => {
      const row = await this.registry.find(institution, service);
      return row?.manager ?? null;
    });
  }
}
