import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { ServiceNames } from '../registry/index.ts';
import { Database } from '../platform/database/database.ts';
import { serviceTable } from './tables.ts';

/** Tells the registry of roles which services there are: a role may be held for one alone. */
@Injectable()
export class NameServices implements OnModuleInit {
  constructor(
    private readonly names: ServiceNames,
    private readonly database: Database,
  ) {}

  onModuleInit(): void {
    this.names.register(async (institution) => {
      const rows = await this.database.reader.find(serviceTable, 'institution = ?', [institution], { orderBy: 'service_key' });
      return rows.map(({ serviceKey, names }) => ({ key: serviceKey, names }));
    });
  }
}
