import { Injectable } from '@nestjs/common';
import { SHARED } from '@gaita/contracts';
import { Clock } from '../platform/clock.ts';
import { Database } from '../platform/database/database.ts';
import { OperationalError } from '../platform/errors.ts';
import type { Actor } from './actor.ts';
import type { InstitutionRow } from './tables.ts';
import { institutionTable } from './tables.ts';

/** Institutions change about once a year; a change made by another replica is seen after this time. */
const freshFor = 5_000;

/** The institutions that this deployment serves, in memory. */
@Injectable()
export class Institutions {
  private rows: Promise<readonly InstitutionRow[]> | undefined;
  private readAt = 0;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** All, the default one first; none in a production database before the first administrator came. */
  list(): Promise<readonly InstitutionRow[]> {
    const now = this.clock.now();
    if (!this.rows || now - this.readAt > freshFor || now < this.readAt) {
      this.readAt = now;
      this.rows = this.database.reader.find(institutionTable, '', [], { orderBy: 'position, id' });
      this.rows.catch(() => this.forget());
    }
    return this.rows;
  }

  async find(id: string): Promise<InstitutionRow | undefined> {
    return (await this.list()).find((row) => row.id === id);
  }

  async findDefault(): Promise<InstitutionRow | undefined> {
    return (await this.list())[0];
  }

  /** Throws OperationalError while no institution has been set up. */
  async default(): Promise<InstitutionRow> {
    const row = await this.findDefault();
    if (!row) throw new OperationalError('No institution has been set up yet: create the first administrator.');
    return row;
  }

  /** Camunda's tenant of an institution: null for `shared` and for the default one. */
  async tenantOf(institution: string): Promise<string | null> {
    if (institution === SHARED) return null;
    return institution === (await this.findDefault())?.id ? null : institution;
  }

  /** For the one institution in which a new instance of a definition lives. `named`: by a tenant id or a message. */
  async ofNewInstance(start: { named?: string | null; starter?: Actor; definition: string }): Promise<string> {
    const own = start.starter?.roles[0]?.institution ?? (start.starter?.personId ? start.starter.institution : undefined);
    if (start.named) return start.named;
    if (own) return own;
    return start.definition === SHARED ? (await this.default()).id : start.definition;
  }

  /** After a commit that changed an institution. */
  forget(): void {
    this.rows = undefined;
  }
}
